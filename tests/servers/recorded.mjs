// Stands before a server of recorded answers (@octokit/fixtures-server), which wants the request as
// it was recorded: the first page of a list is asked for as then, and so are the headers. What is
// asked of it is printed, a line each. Usage: node recorded.mjs PORT PORT_OF_THE_SERVER
import http from "node:http";

const [port, behind] = process.argv.slice(2).map(Number);

http
  .createServer((request, response) => {
    const path = request.url.replace(/\/issues\?.*state=all.*$/, "/issues?per_page=3");
    console.log(`${request.method} ${request.url}`);
    const headers = {
      accept: "application/vnd.github.v3+json",
      authorization: "token 0000000000000000000000000000000000000001",
      host: `127.0.0.1:${behind}`,
    };
    const options = { port: behind, host: "127.0.0.1", path, method: request.method, headers };
    const forwarded = http.request(options, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    forwarded.on("error", () => response.destroy());
    request.pipe(forwarded);
  })
  .listen(port, "127.0.0.1");
