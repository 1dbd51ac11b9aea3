/// A subject that could not be asked or did not answer; ends with exit code 4.
struct SubjectFailure: Error, CustomStringConvertible {
  var description: String
}
