/// Stops, since the Model has come to where one of its rules says that it cannot: an error in the Model, or in who
/// called it.
///
/// - Parameters:
///   - rule: The name of the rule, or of the precondition, that is broken.
///   - finding: What was found, with its place in the state: which process, page, frame or object.
///
/// It stops in release builds too, where a failed precondition would not say why.
package func impossible(
  _ rule: StaticString, _ finding: String, file: StaticString = #fileID, line: UInt = #line
) -> Never {
  fatalError("rule \(rule) excludes this state: \(finding)", file: file, line: line)
}
