import PlanModel

/// A few words of each list, enough for tests that need no rule set.
let smallVocabulary = Vocabulary(
  municipalities: [
    .init(code: "131024", name: "中央区", kind: "特別区"),
    .init(code: "132225", name: "東久留米市", kind: "市"),
  ],
  categories: [
    .init(code: "workforce", name: "労働力確保事業", wordings: ["労働力確保"]),
    .init(code: "conditions", name: "処遇改善事業", wordings: []),
  ],
  themes: [.init(code: "foreign", name: "外国人材")],
  eras: [
    Era(
      name: "昭和", latin: "S", sign: "㍼", first: YearMonth(year: 1926, month: 12),
      last: YearMonth(year: 1989, month: 1), base: 1925),
    Era(
      name: "平成", latin: "H", sign: "㍻", first: YearMonth(year: 1989, month: 1),
      last: YearMonth(year: 2019, month: 4), base: 1988),
    Era(
      name: "令和", latin: "R", sign: "㋿", first: YearMonth(year: 2019, month: 5), last: nil,
      base: 2018),
  ])
