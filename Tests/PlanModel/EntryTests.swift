import PlanModel
import Testing

@Suite struct `An entry` {
  private func entry() -> Entry {
    var entry = Entry(position: 1, place: Place(lines: 3, through: 5))
    entry.number = Field(text: "１", value: 1, state: .given, place: Place(lines: 3, through: 3))
    entry.theme = Field(text: "", value: nil, state: .blank, place: .nowhere)
    return entry
  }

  @Test func `a copy that changes leaves the other as it was`() {
    let original = entry()
    var copy = original
    #expect(copy == original)
    copy.contact.section = .lost
    copy.number = .lost
    copy.theme = nil
    copy.position = 2
    copy.place = .nowhere
    #expect(original == entry())
    #expect(original.contact.section.state == .blank)
    #expect(copy.contact.section.state == .lost)
    #expect(copy != original)
  }

  @Test func `entries with the same fields are one`() {
    #expect(Set([entry(), entry(), Entry(position: 1, place: .nowhere)]).count == 2)
  }
}
