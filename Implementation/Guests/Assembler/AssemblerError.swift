public import Architecture

/// Why a program cannot be assembled.
public enum AssemblerError: Error, CustomStringConvertible {
  /// An instruction cannot be encoded.
  case encoding(at: Int, EncodingError)
  /// A branch leads to a label that was never placed.
  case unplacedLabel(at: Int)
  /// A label was placed twice.
  case labelPlacedTwice(at: Int)
  /// The global offset table is larger than one load reaches.
  case tooManySymbols(Int)

  /// What is wrong, and where: bytes from the start of the text.
  public var description: String {
    switch self {
    case .encoding(let offset, let error): "at text offset \(offset): \(error)"
    case .unplacedLabel(let offset): "the jump at text offset \(offset) leads to a label that was never placed"
    case .labelPlacedTwice(let offset): "a label is placed a second time at text offset \(offset)"
    case .tooManySymbols(let count): "\(count) symbols do not fit a global offset table of 127; merge some objects"
    }
  }
}
