"""Opens a report in headless Chromium and says, as JSON, what happened.

  browser.py check PAGE             errors, requests, what the keyboard reaches, what the filters show
  browser.py picture PAGE FOLDER    pictures in light and dark, and the page on paper

Speaks the DevTools protocol over the pipe that Chromium opens for it, so that nothing but Python is needed.
"""
import base64
import json
import os
import subprocess
import sys
import tempfile


class Browser:
    def __init__(self, folder):
        down_read, self.down = os.pipe()
        self.up, up_write = os.pipe()
        command = [
            "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--hide-scrollbars", "--remote-debugging-pipe", f"--user-data-dir={folder}",
            "about:blank",
        ]
        shell = f'exec "$@" 3<&{down_read} 4>&{up_write}'
        self.process = subprocess.Popen(
            ["sh", "-c", shell, "sh"] + command, pass_fds=(down_read, up_write),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(down_read)
        os.close(up_write)
        self.pending = b""
        self.number = 0
        self.session = None
        self.events = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network", "Audits"]:
            self.call(f"{domain}.enable")

    def receive(self):
        while b"\0" not in self.pending:
            piece = os.read(self.up, 1 << 20)
            if not piece:
                raise SystemExit("chromium ended")
            self.pending += piece
        message, self.pending = self.pending.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.down, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, method):
        for event in self.events:
            if event.get("method") == method:
                return
        while True:
            event = self.receive()
            self.events.append(event)
            if event.get("method") == method:
                return

    def open(self, path):
        self.events = [event for event in self.events if event.get("method") != "Page.loadEventFired"]
        self.call("Page.navigate", url="file://" + os.path.abspath(path))
        self.wait("Page.loadEventFired")

    def value(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise SystemExit(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def key(self, name, code):
        for kind in ["keyDown", "keyUp"]:
            self.call("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code)

    def end(self):
        self.session = None
        self.call("Browser.close")
        self.process.wait(30)


SHOWN = "document.querySelectorAll('[data-finding]:not([hidden])').length"


def filters(browser):
    """What each choice of each filter shows, chosen by the keyboard."""
    found = []
    for name in ["rank", "municipality", "rule"]:
        count = browser.value(
            f"document.getElementById('filters') ? document.forms.filters.elements.{name}.options.length : 0")
        browser.value(f"count = {count}; if (count) {{ document.forms.filters.elements.{name}.focus(); }}")
        for _ in range(1, count):
            browser.key("ArrowDown", 40)
            found.append({
                "name": name,
                "value": browser.value(f"document.forms.filters.elements.{name}.value"),
                "shown": browser.value(SHOWN),
                "wrong": browser.value(
                    "Array.from(document.querySelectorAll('[data-finding]')).filter(function (item) {"
                    f"return item.hidden !== (item.getAttribute('data-{name}') !== "
                    f"document.forms.filters.elements.{name}.value); }}).length"),
                "status": browser.value("document.getElementById('filter-status').textContent"),
            })
        if count:
            browser.value("document.querySelector('#filters button').focus()")
            browser.key("Enter", 13)
            browser.call(
                "Input.dispatchKeyEvent", type="char", text="\r", key="Enter")
            browser.value("document.forms.filters.reset()")
            browser.call("Runtime.evaluate", awaitPromise=True, expression=
                "new Promise(function (done) { setTimeout(done, 20); })")
    return found


def reached(browser, page):
    """The links that the Tab key comes to, from the top of the page."""
    browser.open(page)
    links = []
    last = -1
    for _ in range(5000):
        browser.key("Tab", 9)
        here, link = browser.value(
            "[Array.from(document.querySelectorAll('*')).indexOf(document.activeElement),"
            " document.activeElement.getAttribute('href') || document.activeElement.tagName]")
        if here <= last or link == "BODY":
            break
        links.append(link)
        last = here
    return links


def check(browser, page):
    browser.open(page)
    findings = browser.value(SHOWN)
    result = {"findings": findings, "filters": filters(browser)}
    result["shownAfterReset"] = browser.value(SHOWN)
    result["links"] = reached(browser, page)
    result["title"] = browser.value("document.title")
    result["headings"] = browser.value(
        "Array.from(document.querySelectorAll('h1, h2, h3, h4')).map(function (h) { return h.tagName; })")
    result["width"] = browser.value("document.documentElement.scrollWidth - window.innerWidth")
    result["requests"] = [
        event["params"]["request"]["url"] for event in browser.events
        if event.get("method") == "Network.requestWillBeSent"]
    result["errors"] = [
        event["params"] for event in browser.events
        if event.get("method") in ["Log.entryAdded", "Runtime.exceptionThrown",
                                   "Runtime.consoleAPICalled", "Audits.issueAdded"]]
    return result


def picture(browser, page, folder):
    os.makedirs(folder, exist_ok=True)
    browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
    browser.open(page)
    for scheme in ["light", "dark"]:
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        image = browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        with open(f"{folder}/{scheme}.png", "wb") as file:
            file.write(base64.b64decode(image["data"]))
    browser.call("Emulation.setEmulatedMedia", features=[])
    paper = browser.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
    with open(f"{folder}/paper.pdf", "wb") as file:
        file.write(base64.b64decode(paper["data"]))
    return {"folder": folder}


def main():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(folder)
        if sys.argv[1] == "check":
            result = check(browser, sys.argv[2])
        else:
            result = picture(browser, sys.argv[2], sys.argv[3])
        browser.end()
    print(json.dumps(result, ensure_ascii=False))


main()
