import FileAccess
import Foundation
import Testing

@Suite struct `File access` {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("planaudit-\(UUID().uuidString)").path

  @Test func `what is written is read back, folders and all`() throws {
    defer { remove() }
    let path = folder + "/a/b/表.txt"
    try FileBytes.write(Array("中央区".utf8), to: path)
    #expect(try FileBytes.read(path, byteCountMax: 9) == Array("中央区".utf8))
    #expect(FileTree.kind(of: path) == .file)
    #expect(FileTree.kind(of: folder) == .folder)
    #expect(try FileTree.files(below: folder, countMax: 10) == ["a/b/表.txt"])
  }

  @Test func `a file over the limit is refused with both numbers`() throws {
    defer { remove() }
    let path = folder + "/big"
    try FileBytes.write([UInt8](repeating: 65, count: 11), to: path)
    #expect(throws: FileProblem.tooManyBytes(path: path, limit: 10, found: 11)) {
      try FileBytes.read(path, byteCountMax: 10)
    }
  }

  @Test func `an endless file is refused at the limit`() {
    #expect(throws: FileProblem.self) { try FileBytes.read("/dev/zero", byteCountMax: 1_000) }
  }

  @Test func `a missing file is told by name`() {
    #expect(
      throws: FileProblem.cannotRead(
        path: folder + "/none", reason: "No such file or directory")
    ) { try FileBytes.read(folder + "/none", byteCountMax: 1) }
    #expect(FileTree.kind(of: folder + "/none") == .missing)
  }

  @Test(arguments: [
    ("中央区", true), ("", false), ("中央", false), ("中央区\n", false), ("中央市", false),
  ])
  func `a file is the same as a text only if every byte is`(text: String, isSame: Bool) throws {
    defer { remove() }
    let path = folder + "/file"
    try FileBytes.write(Array("中央区".utf8), to: path)
    #expect(FileBytes.areSame(path, as: text) == isSame)
  }

  @Test func `an empty file is the same as no text, and a missing file or a folder is not`() throws
  {
    defer { remove() }
    try FileBytes.write([], to: folder + "/empty")
    #expect(FileBytes.areSame(folder + "/empty", as: ""))
    #expect(!FileBytes.areSame(folder + "/none", as: ""))
    #expect(!FileBytes.areSame(folder, as: ""))
  }

  @Test func `a folder cannot be read as a file`() throws {
    defer { remove() }
    try FileBytes.write([], to: folder + "/x")
    #expect(throws: FileProblem.cannotRead(path: folder, reason: "Is a directory")) {
      try FileBytes.read(folder, byteCountMax: 1)
    }
  }

  @Test func `a place that cannot be written is told by name`() throws {
    defer { remove() }
    try FileBytes.write([], to: folder + "/file")
    #expect(throws: FileProblem.self) { try FileBytes.write([1], to: folder + "/file/below") }
  }

  @Test func `files are listed in byte order, without hidden ones and without following loops`()
    throws
  {
    defer { remove() }
    for name in ["b.txt", "a/z.txt", "B.txt", ".hidden", "a/.git/x"] {
      try FileBytes.write([], to: folder + "/" + name)
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/a/loop", withDestinationPath: folder)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/link.txt", withDestinationPath: folder + "/b.txt")
    let files = try FileTree.files(below: folder, countMax: 10)
    #expect(files == ["B.txt", "a/z.txt", "b.txt", "link.txt"])
    #expect(throws: FileProblem.tooManyFiles(path: folder, limit: 3)) {
      try FileTree.files(below: folder, countMax: 3)
    }
  }

  @Test func `one place that cannot be looked into does not hide the others`() throws {
    defer { remove() }
    let deep = Array(repeating: "d", count: FileTree.depthMax).joined(separator: "/")
    for name in ["b.txt", "a/c.txt", deep + "/x.txt"] {
      try FileBytes.write([], to: folder + "/" + name)
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/loop", withDestinationPath: folder)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/lost.csv", withDestinationPath: folder + "/nowhere")
    let contents = FolderContents(of: folder, countMax: 10)
    #expect(contents.files == ["a/c.txt", "b.txt", "lost.csv"])
    #expect(contents.passedOver == ["loop"])
    #expect(
      contents.problems == [.tooDeep(path: folder + "/" + deep, limit: FileTree.depthMax)])
    #expect(FolderContents(of: folder, countMax: 2).files.count == 2)
    let none = FolderContents(of: folder + "/none", countMax: 2)
    #expect(
      none.problems == [
        .cannotRead(path: folder + "/none", reason: "No such file or directory")
      ])
  }

  @Test func `a pattern finds what the shell would find`() throws {
    defer { remove() }
    for name in ["1.txt", "2.txt", "3.xml"] { try FileBytes.write([], to: folder + "/" + name) }
    #expect(
      FileTree.paths(matching: folder + "/*.txt") == [folder + "/1.txt", folder + "/2.txt"])
    #expect(FileTree.paths(matching: folder + "/*.csv").isEmpty)
  }

  private func remove() {
    do { try FileManager.default.removeItem(atPath: folder) } catch { return }
  }
}
