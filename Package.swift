// swift-tools-version: 6.2
import PackageDescription

/// One list of settings for every target of the package.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A target of `Sources`, with the house's settings.
func room(
  _ name: String, uses dependencies: [Target.Dependency], plugins: [Target.PluginUsage] = []
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings, plugins: plugins)
}

/// The tests of `room`, named after it; they also use what the room uses.
func tests(
  of room: String, uses dependencies: [Target.Dependency] = [], excluding: [String] = []
) -> Target {
  .testTarget(
    name: room + "Tests", dependencies: ["TestSupport"] + dependencies,
    path: "Tests/" + room, exclude: excluding, swiftSettings: settings)
}

let package = Package(
  name: "planaudit",
  products: [
    .executable(name: "planaudit", targets: ["PlanAuditCommand"]),
    .library(name: "PlanAudit", targets: ["PlanAudit"]),
    .library(name: "SchematronEngine", targets: ["XMLTree", "XPath", "Schematron"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C libraries, each with one Swift target around it.
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CUnistring", providers: [.apt(["libunistring-dev"])]),
    .systemLibrary(
      name: "CMessageDigest", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
    .systemLibrary(name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),
    room("JSONText", uses: ["CJansson"]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CMinizip", providers: [.apt(["libminizip-dev"])]),
    room("Digests", uses: ["CMessageDigest"]),
    room("TextForms", uses: ["CUnistring"]),
    room("FileAccess", uses: []),
    .systemLibrary(name: "CHeap"),
    room("Heap", uses: ["CHeap"]),
    room("ChildProcesses", uses: []),
    room("YAMLText", uses: ["CYAML"]),
    room("ZipArchives", uses: ["CMinizip"]),
    room("CharacterEncodings", uses: []),

    // The engine: knows the standards and nothing of plans.
    room("XMLTree", uses: ["CLibXML2"]),
    room("XPath", uses: ["XMLTree"]),
    room("Schematron", uses: ["XPath", "XMLTree"]),

    // Workbooks: know the standard and nothing of plans.
    room("Spreadsheets", uses: ["ZipArchives", "XMLTree", "TextForms"]),

    // Plans.
    room("PlanModel", uses: ["XMLTree", "TextForms"]),
    room(
      "PlanReading",
      uses: [
        "PlanModel", "Spreadsheets", "XMLTree", "TextForms", "Digests", "CharacterEncodings",
        "ChildProcesses",
      ]),
    room("Auditing", uses: ["Schematron", "XPath", "XMLTree", "PlanModel", "Digests"]),
    room(
      "AuditReports",
      uses: ["Auditing", "Schematron", "Spreadsheets", "XMLTree", "TextForms", "Digests"]),
    room(
      "PlanAudit",
      uses: [
        "AuditReports", "Auditing", "PlanReading", "PlanModel", "Schematron", "Spreadsheets",
        "XPath", "XMLTree", "ZipArchives", "Digests", "YAMLText", "JSONText",
      ],
      plugins: ["EmbedRules"]),
    .executableTarget(
      name: "PlanAuditCommand",
      dependencies: [
        "PlanAudit", "AuditReports", "Auditing", "Schematron", "XMLTree", "FileAccess", "Heap",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    // The rule set, built into PlanAudit.
    .executableTarget(
      name: "EmbedRulesTool", dependencies: ["Auditing", "Schematron", "FileAccess"],
      swiftSettings: settings),
    .plugin(
      name: "EmbedRules", capability: .buildTool(), dependencies: ["EmbedRulesTool"]),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    tests(of: "Digests", uses: ["Digests"]),
    tests(of: "TextForms", uses: ["TextForms"]),
    tests(of: "JSONText", uses: ["JSONText"]),
    tests(of: "FileAccess", uses: ["FileAccess"]),
    tests(of: "Heap", uses: ["Heap"]),
    tests(of: "ChildProcesses", uses: ["ChildProcesses"]),
    tests(of: "YAMLText", uses: ["YAMLText"]),
    tests(of: "PlanAudit", uses: ["PlanAudit", "Auditing", "AuditReports", "YAMLText"]),
    tests(of: "ZipArchives", uses: ["ZipArchives"]),
    tests(of: "Spreadsheets", uses: ["Spreadsheets", "ZipArchives", "XMLTree"]),
    tests(of: "CharacterEncodings", uses: ["CharacterEncodings"]),
    tests(of: "XMLTree", uses: ["XMLTree"]),
    tests(of: "XPath", uses: ["XPath", "XMLTree", "CLibXML2"]),
    tests(of: "Schematron", uses: ["Schematron", "XPath", "XMLTree", "CLibXML2"]),
    tests(of: "PlanModel", uses: ["PlanModel", "XMLTree", "TextForms"]),
    tests(
      of: "PlanReading",
      uses: ["ChildProcesses", "PlanReading", "PlanModel", "Spreadsheets", "XMLTree"]),
    tests(
      of: "Auditing",
      uses: ["Auditing", "Schematron", "XPath", "XMLTree", "PlanModel", "PlanReading"]),
    tests(
      of: "AuditReports",
      uses: [
        "AuditReports", "Auditing", "Schematron", "Spreadsheets", "XMLTree", "PlanModel",
        "TextForms",
        "Digests",
      ],
      excluding: ["Goldens", "Browser"]),
    tests(of: "RuleExamples", uses: ["PlanAudit", "Auditing"]),
    tests(of: "CommandLine", uses: ["PlanAudit", "Spreadsheets", "XMLTree"]),
    tests(
      of: "Acceptance",
      uses: ["PlanAudit", "AuditReports", "Auditing", "PlanReading", "PlanModel", "XMLTree"]),
    tests(of: "Repository"),
  ]
)

// Values of a lower room lie within those of the rooms above it, but SwiftPM builds a room anew only after a change in a
// room that it names. So each names all that are below it; what it may import is for `Tests/Repository` to say.
let targetsByName = Dictionary(uniqueKeysWithValues: package.targets.map { ($0.name, $0) })

@MainActor func namesBelow(_ target: Target) -> Set<String> {
  var names: Set<String> = []
  for case .byNameItem(let name, _) in target.dependencies {
    guard let lower = targetsByName[name] else { continue }
    names.formUnion(namesBelow(lower).union([name]))
  }
  return names
}

for target in package.targets where target.type != .plugin {
  let others = target.dependencies.filter { if case .byNameItem = $0 { false } else { true } }
  target.dependencies = others + namesBelow(target).sorted().map { .byName(name: $0) }
}
