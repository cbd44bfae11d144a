internal import Auditing
internal import Digests

/// The frame of every page: nothing is loaded, and no script runs but the one whose digest the page names.
struct HTMLPage {
  var language: ReportLanguage
  var title: String
  var tool: ToolIdentity
  /// The style sheet and the script, which are parts of the program.
  var style: String
  var script: String?

  /// The page around what `body` writes.
  func bytes(_ body: (inout HTMLWriter) -> Void) -> [UInt8] {
    var html = HTMLWriter()
    html.element("html", ["lang": language.rawValue]) { html in
      html.element("head") { html in
        html.void("meta", ["charset": "utf-8"])
        html.void(
          "meta", ["http-equiv": "Content-Security-Policy", "content": contentSecurityPolicy])
        html.void("meta", ["name": "referrer", "content": "no-referrer"])
        html.void(
          "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        html.void("meta", ["name": "color-scheme", "content": "light dark"])
        html.void("meta", ["name": "generator", "content": "\(tool.name) \(tool.version)"])
        html.element("title", text: title)
        html.fixed("style", style)
      }
      html.element("body") { html in
        body(&html)
        if let script { html.fixed("script", script) }
      }
    }
    return html.finish()
  }

  private var contentSecurityPolicy: String {
    var rules = ["default-src 'none'", "style-src 'sha256-\(Self.digest(style))'"]
    if let script { rules.append("script-src 'sha256-\(Self.digest(script))'") }
    return (rules + ["base-uri 'none'", "form-action 'none'"]).joined(separator: "; ")
  }

  private static func digest(_ text: String) -> String {
    SHA256.base64Digest(of: Array(text.utf8))
  }
}
