(() => {
  "use strict";
  const form = document.getElementById("fill");
  if (!form) return;
  const fields = Array.from(form.elements).filter((field) => field.name);
  const told = document.getElementById("told");
  const file = form.dataset.file;
  let saved = true;

  // The same lines that the Markdown sheet has, so that the same command reads both back.
  const answers = () => {
    const lines = fields.map((field) => {
      const said = field.value.replace(/\s+/g, " ").trim();
      const plain = said.replaceAll("`", "'").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
      return `${field.name} = ${plain}`.trimEnd();
    });
    return [form.dataset.head, ...lines, form.dataset.end, ""].join("\n");
  };

  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([answers()], { type: "text/markdown" }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    saved = true;
    told.textContent = `Saved as ${file}, in the folder of downloads.`;
  };

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(answers());
      saved = true;
      told.textContent = `Copied; put it into ${file}.`;
    } catch {
      told.textContent = "This browser does not let a page copy; save the answers instead.";
    }
  };

  // What was typed stands beside its field for paper, where a field is cut off.
  const show = (field) => {
    const text = field.selectedIndex === undefined ? field.value : field.selectedOptions[0].text;
    field.parentElement.dataset.said = field.value === "" ? "" : text;
  };
  for (const field of fields) {
    show(field);
    field.addEventListener("input", () => {
      show(field);
      saved = false;
      told.textContent = "";
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (!saved) event.preventDefault();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("save").addEventListener("click", save);
  document.getElementById("copy").addEventListener("click", copy);
  document.getElementById("buttons").hidden = false;
  form.classList.add("scripted");
})();
