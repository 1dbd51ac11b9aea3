/// An object of a program that is reached through the global offset table.
public struct Symbol: Hashable, Sendable {
  let number: Int
}
