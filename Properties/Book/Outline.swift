import Foundation
import JSONReading
package import PropertySuite

/// The specification in the order in which it is read: what to begin with, then chapter after chapter.
package struct Outline: Sendable {
  /// The title page, which has no rules.
  package var introduction: Chapter
  package var chapters: [Chapter]

  /// Reads `index.md` and all chapters of a directory, whose numbers are their order.
  ///
  /// - Throws: ``BookError`` if a file can't be read.
  package init(directory: String) throws(BookError) {
    func chapter(_ name: String) throws(BookError) -> Chapter {
      guard let data = FileManager.default.contents(atPath: "\(directory)/\(name).md") else {
        throw BookError("\(directory)/\(name).md can't be read.")
      }
      return try Chapter(name: name, text: String(decoding: data, as: UTF8.self))
    }
    let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    let names = files.filter { $0.wholeMatch(of: /\d\d-.*\.md/) != nil }.map { String($0.dropLast(".md".count)) }
    introduction = try chapter("index")
    chapters = []
    for name in names.sorted() { chapters.append(try chapter(name)) }
  }

  /// An outline of chapters that are there already.
  package init(introduction: Chapter, chapters: [Chapter]) {
    self.introduction = introduction
    self.chapters = chapters
  }

  /// What keeps this from being an outline of the rules: each rule has exactly one place, and each place a rule.
  package func problems(with rules: [Rule]) -> [String] {
    let names = rules.map(\.name)
    var places: [String: String] = [:]
    var problems: [String] = []
    for chapter in [introduction] + chapters {
      for case .rule(let name, let line) in chapter.parts {
        let place = "\(chapter.name).md:\(line)"
        if !names.contains(name) {
          let nearest = NearestNames.of(name, among: names)
          let hint = nearest.isEmpty ? "" : " Nearest: \(nearest.joined(separator: ", "))."
          problems.append("\(place): there is no rule “\(name)”.\(hint)")
        }
        if let other = places.updateValue(place, forKey: name) {
          problems.append("\(place): the rule “\(name)” has a place already, \(other).")
        }
      }
    }
    for rule in rules where places[rule.name] == nil {
      problems.append("\(rule.file):\(rule.line): the rule “\(rule.name)” has no place in a chapter.")
    }
    return problems
  }

  /// The chapter that each rule has its place in, by the name of the rule.
  var chaptersByRule: [String: Chapter] {
    var chapters: [String: Chapter] = [:]
    for chapter in self.chapters {
      for case .rule(let name, _) in chapter.parts { chapters[name] = chapter }
    }
    return chapters
  }
}
