//! A browser driven over `WebDriver` on the loopback: as much of it as the tests of a page need.

use std::cell::RefCell;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// A headless Chromium with one page.
pub(crate) struct Browser {
    driver: Child,
    /// Kept open, as a driver that cannot write what it does ends.
    _out: BufReader<ChildStdout>,
    session: String,
    agent: ureq::Agent,
    /// Events of the log that nobody has asked for yet.
    told: RefCell<Vec<Value>>,
}

/// How often the browser is asked for what must come before the test fails; each is a round trip to it.
const MOST_LOOKS: u32 = 20_000;

impl Browser {
    /// Starts a browser; `None` where there is none. With `ESCAPEE_REQUIRE` set that fails the test
    /// instead, so that a machine meant to have a browser cannot skip it.
    pub(crate) fn start(script: bool) -> Option<Self> {
        let found = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut driver = match found {
            Ok(driver) => driver,
            Err(error) => {
                assert!(std::env::var_os("ESCAPEE_REQUIRE").is_none(), "no chromedriver: {error}");
                super::say("skipped: no chromedriver (packages chromium and chromium-driver)");
                return None;
            }
        };
        let out = driver.stdout.take().expect("piped");
        let mut out = BufReader::new(out);
        let port = std::iter::from_fn(|| {
            let mut line = String::new();
            (out.read_line(&mut line).ok()? > 0).then_some(line)
        })
        .find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            Some(port.trim().trim_end_matches('.').to_owned())
        })
        .expect("chromedriver says its port");
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_mins(3)))
            .http_status_as_error(false)
            .build()
            .into();
        let session = format!("http://127.0.0.1:{port}/session");
        let told = RefCell::default();
        let mut browser = Self { driver, _out: out, session, agent, told };
        let prefs = if script {
            json!({})
        } else {
            json!({"profile.managed_default_content_settings.javascript": 2})
        };
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "goog:chromeOptions": {
                "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                         "--window-size=1200,900", "--force-color-profile=srgb", "--no-first-run",
                         "--disable-background-networking", "--disable-component-update"],
                "prefs": prefs,
            },
        }}});
        let session = browser.post("", &wanted);
        let id = session["sessionId"].as_str().unwrap_or_else(|| panic!("a session: {session}"));
        browser.session = format!("{}/{id}", browser.session);
        Some(browser)
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let mut answer = self
            .agent
            .post(format!("{}{path}", self.session))
            .header("content-type", "application/json; charset=utf-8")
            .send(body.to_string())
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let text = answer.body_mut().read_to_string().expect("a text");
        let value: Value = serde_json::from_str(&text).expect("JSON");
        assert!(value["value"]["error"].is_null(), "{path}: {}", value["value"]);
        value["value"].clone()
    }

    /// Opens a file.
    pub(crate) fn open(&self, path: &Path) {
        self.post("/url", &json!({"url": format!("file://{}", path.display())}));
        // Keys go nowhere until the new page is the one that hears them. It is asked from outside, as a page
        // without script has no clock of its own.
        let asks = "return document.hasFocus() && document.readyState === 'complete'";
        let hears = (0..MOST_LOOKS).any(|_| self.run(asks) == json!(true));
        assert!(hears, "{} never got ready", path.display());
    }

    /// Gives the window a size in px.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        self.post("/window/rect", &json!({"width": width, "height": height}));
    }

    /// Returns what a script gives back.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Returns what a script hands to its last argument.
    pub(crate) fn run_async(&self, script: &str) -> Value {
        self.post("/timeouts", &json!({"script": 120_000}));
        self.post("/execute/async", &json!({"script": script, "args": []}))
    }

    fn element(&self, selector: &str) -> String {
        let found = self.post("/element", &json!({"using": "css selector", "value": selector}));
        let id = found.as_object().and_then(|ids| ids.values().next()).and_then(Value::as_str);
        id.unwrap_or_else(|| panic!("{selector}")).to_owned()
    }

    /// Clicks what the selector finds first.
    pub(crate) fn click(&self, selector: &str) {
        let element = self.element(selector);
        self.post(&format!("/element/{element}/click"), &json!({}));
    }

    /// Types into what the selector finds first.
    pub(crate) fn type_into(&self, selector: &str, text: &str) {
        let element = self.element(selector);
        self.post(&format!("/element/{element}/clear"), &json!({}));
        self.post(&format!("/element/{element}/value"), &json!({"text": text}));
    }

    /// Presses keys one after the other; what has the focus gets them.
    pub(crate) fn press(&self, keys: &[&str]) {
        let steps: Vec<Value> = keys
            .iter()
            .flat_map(|key| {
                [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})]
            })
            .collect();
        self.post(
            "/actions",
            &json!({"actions": [{"type": "key", "id": "keys", "actions": steps}]}),
        );
    }

    /// Waits until the browser says that what the page saves is a whole file.
    pub(crate) fn wait_for_saved(&self) {
        let is_saved = |line: &Value| {
            line["method"] == "Page.downloadProgress" && line["params"]["state"] == "completed"
        };
        for _ in 0..MOST_LOOKS {
            if self.events().iter().any(is_saved) {
                return;
            }
        }
        panic!("nothing was saved");
    }

    /// Returns what the browser told since it was asked last; what others ask of the log is kept for them.
    fn events(&self) -> Vec<Value> {
        let lines = self.post("/se/log", &json!({"type": "performance"}));
        let lines = lines.as_array().cloned().unwrap_or_default();
        let message = |line: &Value| -> Option<Value> {
            let message: Value = serde_json::from_str(line["message"].as_str()?).ok()?;
            Some(message["message"].clone())
        };
        let new: Vec<Value> = lines.iter().filter_map(message).collect();
        self.told.borrow_mut().extend(new.iter().cloned());
        new
    }

    /// Returns how often the browser has laid pages out so far.
    pub(crate) fn layouts(&self) -> u64 {
        let cdp = |cmd: &str| self.post("/goog/cdp/execute", &json!({"cmd": cmd, "params": {}}));
        cdp("Performance.enable");
        let metrics = cdp("Performance.getMetrics");
        let all = metrics["metrics"].as_array().expect("metrics");
        let count = all.iter().find(|one| one["name"] == "LayoutCount").expect("a count");
        count["value"].as_f64().expect("a number") as u64
    }

    /// Puts what a page saves into a folder.
    pub(crate) fn save_into(&self, folder: &Path) {
        let params = json!({"behavior": "allow", "downloadPath": folder});
        let command = json!({"cmd": "Browser.setDownloadBehavior", "params": params});
        self.post("/goog/cdp/execute", &command);
    }

    /// Shows the page as on paper, or in colours that the system forces.
    pub(crate) fn emulate(&self, media: &str, features: &Value) {
        let params = json!({"media": media, "features": features});
        let command = json!({"cmd": "Emulation.setEmulatedMedia", "params": params});
        self.post("/goog/cdp/execute", &command);
    }

    /// Returns the page as it prints, in base64.
    pub(crate) fn print(&self) -> String {
        let page = self
            .post("/print", &json!({"background": true, "page": {"width": 21.0, "height": 29.7}}));
        page.as_str().expect("a PDF").to_owned()
    }

    /// Returns what the page wrote to the console, errors of its policy included.
    pub(crate) fn console(&self) -> Vec<Value> {
        let lines = self.post("/se/log", &json!({"type": "browser"}));
        lines.as_array().cloned().unwrap_or_default()
    }

    /// Returns the addresses that were asked for, the page itself included.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.events();
        let told = self.told.take();
        let asked = told.iter().filter(|one| one["method"] == "Network.requestWillBeSent");
        asked
            .filter_map(|one| one["params"]["request"]["url"].as_str().map(str::to_owned))
            .collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
