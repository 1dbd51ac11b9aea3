/// A place in the text, known or still to come.
public struct Label: Hashable, Sendable {
  let number: Int
}
