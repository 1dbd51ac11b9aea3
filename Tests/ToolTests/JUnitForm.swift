import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What the schemas of JUnit's XML have in common: that of Ant, which Jenkins, GitLab and others read, and that of
/// Maven Surefire. Written from what they allow, not from what is written here.
final class JUnitForm: NSObject, XMLParserDelegate {
  /// What is wrong; nothing if it is of the form.
  private(set) var complaints: [String] = []
  /// The tests by name: the element that says what came of each, or `passed`, with its type.
  private(set) var tests: [String: String] = [:]
  /// The text of the elements by name.
  private(set) var texts: [String: String] = [:]

  private var path: [String] = []
  private var children: [[String]] = []
  private var suite: [String: String] = [:]
  private var currentTest = ""

  private static let attributes: [String: (required: Set<String>, optional: Set<String>)] = [
    "testsuite": (["name", "timestamp", "hostname", "tests", "failures", "errors", "skipped", "time"], []),
    "properties": ([], []), "property": (["name", "value"], []), "testcase": (["classname", "name", "time"], []),
    "failure": (["type", "message"], []), "error": (["type", "message"], []), "skipped": (["message"], []),
    "system-out": ([], []), "system-err": ([], []),
  ]

  /// Reads a document.
  init(_ document: String) {
    super.init()
    let parser = XMLParser(data: Data(document.utf8))
    parser.delegate = self
    if !parser.parse() { complaints.append("not well-formed: \(String(describing: parser.parserError))") }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if let allowed = Self.attributes[name] {
      let missing = allowed.required.subtracting(attributes.keys)
      let foreign = Set(attributes.keys).subtracting(allowed.required).subtracting(allowed.optional)
      if !missing.isEmpty { complaints.append("<\(name)> has no \(missing.sorted())") }
      if !foreign.isEmpty { complaints.append("<\(name)> has \(foreign.sorted())") }
    } else {
      complaints.append("an element <\(name)>")
    }
    check(name, attributes)
    if !children.isEmpty { children[children.count - 1].append(name) }
    path.append(name)
    children.append([])
  }

  private func check(_ name: String, _ attributes: [String: String]) {
    func matches(_ attribute: String, _ pattern: Regex<Substring>) {
      guard let value = attributes[attribute], value.wholeMatch(of: pattern) == nil else { return }
      complaints.append("<\(name) \(attribute)=\"\(value)\">")
    }
    matches("time", /[0-9]+(?:\.[0-9]+)?/)
    matches("timestamp", /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}/)
    for count in ["tests", "failures", "errors", "skipped"] { matches(count, /[0-9]+/) }
    for text in ["hostname", "type", "classname"] where attributes[text] == "" {
      complaints.append("<\(name)> has an empty \(text)")
    }
    switch (path.last, name) {
    case (nil, "testsuite"): suite = attributes
    case ("testsuite", "testcase"):
      currentTest = attributes["name"] ?? ""
      if tests.updateValue("passed", forKey: currentTest) != nil { complaints.append("two tests \(currentTest)") }
    case ("testcase", "failure"), ("testcase", "error"): tests[currentTest] = "\(name) \(attributes["type"] ?? "")"
    case ("testcase", "skipped"): tests[currentTest] = name
    case ("testsuite", "properties"), ("properties", "property"), ("testsuite", "system-out"),
      ("testsuite", "system-err"):
      break
    default: complaints.append("<\(name)> in <\(path.last ?? "")>")
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if let name = path.last { texts[name, default: ""] += string }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    let inside = children.removeLast()
    path.removeLast()
    if name == "testcase", inside.count > 1 { complaints.append("a test with \(inside)") }
    guard name == "testsuite" else { return }
    let cases = inside.filter { $0 == "testcase" }
    if inside != ["properties"] + cases + ["system-out", "system-err"] { complaints.append("the order is \(inside)") }
    func count(_ attribute: String, _ expected: Int) {
      if suite[attribute] != "\(expected)" { complaints.append("\(attribute) is not \(expected)") }
    }
    count("tests", cases.count)
    count("failures", tests.values.count { $0.hasPrefix("failure") })
    count("errors", tests.values.count { $0.hasPrefix("error") })
    count("skipped", tests.values.count { $0 == "skipped" })
  }
}
