/// The script of the report: filters and printing; without it every finding is shown.
enum PageScript {
  static let text = """

    (function () {
      "use strict";
      var form = document.getElementById("filters");
      var status = document.getElementById("filter-status");
      var list = function (selector) {
        return Array.prototype.slice.call(document.querySelectorAll(selector));
      };
      var findings = list("[data-finding]");
      var names = ["rank", "municipality", "rule"];
      var apply = function () {
        var shown = 0;
        var isActive = names.some(function (name) { return form.elements[name].value !== ""; });
        findings.forEach(function (item) {
          var hit = names.every(function (name) {
            var wanted = form.elements[name].value;
            return wanted === "" || item.getAttribute("data-" + name) === wanted;
          });
          item.hidden = !hit;
          shown += hit ? 1 : 0;
        });
        list("[data-group]").forEach(function (group) {
          group.hidden = group.querySelector("[data-finding]:not([hidden])") === null;
        });
        status.textContent = status.getAttribute("data-text")
          .replace("{shown}", String(shown)).replace("{all}", String(findings.length));
        status.className = isActive ? "filter-status is-active" : "filter-status";
      };
      var reveal = function () {
        var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (target === null) { return; }
        if (target.closest("[hidden]") !== null) {
          form.reset();
          apply();
        }
        var folded = target.closest("details");
        if (folded !== null) { folded.open = true; }
        target.scrollIntoView();
      };
      var unfold = function () {
        list("details.prints").forEach(function (part) { part.open = true; });
      };
      if (form !== null) {
        form.hidden = false;
        status.hidden = false;
        form.addEventListener("change", apply);
        form.addEventListener("reset", function () { window.setTimeout(apply, 0); });
        apply();
        window.addEventListener("hashchange", reveal);
        reveal();
      }
      window.addEventListener("beforeprint", unfold);
    }());

    """
}
