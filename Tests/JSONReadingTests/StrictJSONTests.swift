import JSONReading
import Testing

/// Files that people write by hand are read strictly, and what is wrong is told in words.
struct StrictJSONTests {
  private enum Colour: String, CaseIterable, Decodable { case red, green, blue, yellow }

  private enum Move: Decodable, Equatable {
    case step(by: Int8)
    case wait
    enum CodingKeys: String, CodingKey, CaseIterable { case step, wait }
  }

  private struct Walk: Decodable, Equatable {
    var name: String
    var moves: [Move]?
    var colour: String?
  }

  private static func complaint<Value: Decodable>(_ type: Value.Type, _ text: String) -> String {
    do {
      _ = try StrictJSON.decode(type, from: text.utf8)
      return "nothing"
    } catch {
      return "\(error.line): \(error)"
    }
  }

  @Test func `What is right is read`() throws {
    let walk = try StrictJSON.decode(
      Walk.self, from: #"{"name": "a\n\u00e4\ud83d\ude00", "moves": [{"step": {"by": -128}}, {"wait": {}}]}"#.utf8)
    #expect(walk == Walk(name: "a\nä😀", moves: [.step(by: -128), .wait], colour: nil))
  }

  @Test(arguments: [
    (#"{"nmae": "a"}"#, "1: there is no “nmae” here. Nearest: name."),
    (#"{"name": "a", "movse": []}"#, "1: there is no “movse” here. Nearest: moves."),
    (
      "{\"name\": \"a\",\n \"moves\": [{\"wait\": {}},\n {\"stpe\": {\"by\": 1}}]}",
      "3: moves[1]: there is no “stpe” here. Nearest: step."
    ),
    (
      #"{"name": "a", "moves": [{"step": {"by": 1, "yb": 2}}]}"#,
      "1: moves[0].step: there is no “yb” here. Nearest: by."
    ),
    (
      #"{"name": "a", "moves": [{"step": {"by": 1}, "wait": {}}]}"#,
      "1: moves[0]: expected one member, found “step” and “wait”"
    ),
    (#"{"name": "a", "moves": [{}]}"#, "1: moves[0]: expected a member, one of step, wait"),
    (#"{"name": "a", "moves": [{"step": {"by": 128}}]}"#, "1: moves[0].step.by: 128 is not in -128 … 127"),
    (
      #"{"name": "a", "moves": [{"step": {"by": 1e300}}]}"#,
      "1: moves[0].step.by: 1e300 is not a whole number, written with digits alone"
    ),
    (
      #"{"name": "a", "moves": [{"step": {"by": "1"}}]}"#,
      "1: moves[0].step.by: expected a whole number, found the text “1”"
    ),
    (#"{"moves": []}"#, "1: “name” is missing"), (#"[]"#, "1: expected an object, found an array"),
    (#"{"name": "a", "name": "b"}"#, "1: this is not valid JSON: the key “name” stands twice"),
    ("{\"name\":\n \"a\",}", "2: this is not valid JSON: expected a key in quotation marks"),
    (#"{"name": "a"} x"#, "1: this is not valid JSON: expected the end, since the value is complete"),
    ("", "1: this is not valid JSON: expected a value, found the end"),
    (#"{"name": "\ud800"}"#, "1: this is not valid JSON: half of a surrogate pair stands alone"),
    (#"{"name": 01}"#, "1: this is not valid JSON: expected “,” or “}”"),
  ])
  func `What is wrong is told with its place and the nearest right word`(text: String, complaint: String) {
    #expect(Self.complaint(Walk.self, text) == complaint)
  }

  @Test func `A word of no enumeration is told with those that are`() {
    #expect(
      Self.complaint([Colour].self, #"["red", "gren"]"#)
        == "1: [1]: “gren” is none of red, green, blue, yellow. Nearest: green, red.")
    #expect(Self.complaint([Colour].self, "[7]") == "1: [0]: the number 7 is none of red, green, blue, yellow.")
  }

  @Test func `Numbers of 128 bits are read wherever they stand`() throws {
    struct Large: Decodable, Equatable {
      var top: UInt128
      var least: Int128?
    }
    let text = #"{"top": 340282366920938463463374607431768211455, "least": -170141183460469231731687303715884105728}"#
    #expect(try StrictJSON.decode(Large.self, from: text.utf8) == Large(top: .max, least: .min))
    #expect(try StrictJSON.decode([UInt128].self, from: "[18446744073709551616]".utf8) == [1 << 64])
    #expect(try StrictJSON.decode(UInt128.self, from: "18446744073709551616".utf8) == 1 << 64)
  }

  @Test func `Depth and damage end in words`() {
    #expect(
      Self.complaint([Int].self, String(repeating: "[", count: 100_000))
        == "1: this is not valid JSON: it is nested more than 200 deep")
    for cut in 0..<40 {
      let text = #"{"name": "a\u00e4", "moves": [{"wait": {}}]}"#.prefix(cut)
      #expect(Self.complaint(Walk.self, String(text)) != "nothing")
    }
  }
}
