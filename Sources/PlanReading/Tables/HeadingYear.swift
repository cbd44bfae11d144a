internal import PlanModel

/// What tells the year of a plan before the plan is read: its heading, the name of its sheet, the caller.
struct PlanYear {
  let eras: [Era]
  let heading: String?
  let sheet: String?
  let stated: Int?

  /// The fiscal year; what is printed goes before what the caller says.
  var fiscalYear: Int? {
    [heading, sheet].lazy.compactMap { $0 }
      .compactMap { StartMonth.fiscalYear(namedIn: $0, eras: eras) }.first ?? stated
  }
}

/// The fiscal year, or the version of a plan that was changed, that words name beside what they are about: 今年度事業費,
/// 令和６年度合計, 変更後.
enum NamedYear: Hashable {
  /// The plan's: 今年度, or by its number; 変更後.
  case plans
  /// Not the plan's: 前年度, or by its number; 変更前.
  case others
  /// A year of which nobody knows whether it is the plan's.
  case unknown(Int)
}

extension NamedYear {
  private static let versions: [(String, NamedYear)] = [
    ("変更前", .others), ("変更後", .plans), ("修正前", .others), ("修正後", .plans), ("補正前", .others),
    ("補正後", .plans),
  ]
  private static let plansWords = ["今", "本", "当", "当該"]
  private static let othersWords = ["前", "前々", "昨", "翌", "翌々", "次", "来", "過"]
  /// What a year is written with.
  private static let signs = Set("0123456789元一二三四五六七八九十明治大正昭和平成令MTSHRmtshr()".unicodeScalars)

  private static func parted(versionIn text: String) -> (year: NamedYear, rest: String)? {
    guard text.unicodeScalars.contains(where: { $0 == "前" || $0 == "後" || $0 == "当" }) else {
      return nil
    }
    let key = ComparisonKey.label(text)
    // 当初 alone stands beside what replaced it; 当初予算額 is the plan's.
    if key.filter({ !"()".contains($0) }) == "当初" { return (.others, "") }
    for (word, version) in versions where key.contains(word) {
      return (version, key.replacing(word, with: ""))
    }
    return nil
  }

  /// The year that `text` names, and the words without it; `nil` where it names none.
  static func parted(_ text: String, by plan: PlanYear) -> (year: NamedYear, rest: String)? {
    if let version = parted(versionIn: text) { return version }
    guard text.unicodeScalars.contains("年") else { return nil }
    let scalars = Array(ComparisonKey.label(text).unicodeScalars)
    let mark = Array("年度".unicodeScalars)
    guard
      let end = scalars.indices.first(where: { scalars[$0...].starts(with: mark) })
    else { return nil }
    let before = scalars[..<end]
    let after = scalars[(end + mark.count)...]
    for (words, year) in [(plansWords, NamedYear.plans), (othersWords, .others)] {
      let word = words.filter {
        before.suffix($0.unicodeScalars.count).elementsEqual($0.unicodeScalars)
      }
      .max { $0.unicodeScalars.count < $1.unicodeScalars.count }
      if let word {
        return (year, String(scalars: before.dropLast(word.unicodeScalars.count) + after))
      }
    }
    let count = before.reversed().prefix { signs.contains($0) }.count
    let written = String(scalars: before.suffix(count) + mark)
    guard let year = StartMonth.fiscalYear(namedIn: written, eras: plan.eras) else { return nil }
    let known = plan.fiscalYear
    return (
      known.map { $0 == year ? .plans : .others } ?? .unknown(year),
      String(scalars: before.dropLast(count) + after)
    )
  }
}
