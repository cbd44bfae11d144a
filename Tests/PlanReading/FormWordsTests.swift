import PlanModel
import Testing

@testable import PlanReading

@Suite struct `The words of the form` {
  @Test func `the headings that are said to name columns are those that do`() {
    let known = FormWords.columnHeadings.filter { FormColumn(heading: String(scalars: $0)) != nil }
    #expect(
      FormWords.wholeColumnHeadings.map { String(scalars: $0) }
        == known.map { String(scalars: $0) })
  }
}
