extension String {
  /// How many characters of a text from outside are kept.
  package static let limit = 4_096

  /// The text, or its beginning and how long it was: what a subject says may be of any length, but somebody has to read
  /// it.
  package var limited: String {
    // The number of bytes is known at once; that of characters would have to be counted.
    guard utf8.count > Self.limit else { return self }
    let beginning = prefix(Self.limit)
    return beginning.endIndex == endIndex ? self : "\(beginning)… (\(utf8.count) bytes in all)"
  }
}

extension Outcome {
  /// The outcome with its texts limited.
  var limited: Outcome {
    switch self {
    case .holds: .holds
    case .discarded(let reason): .discarded(reason.limited)
    case .fails(let failure): .fails(failure.limited)
    case .crashes(let reason): .crashes(reason.limited)
    case .hangs(let reason): .hangs(reason.limited)
    case .breaks(let reason): .breaks(reason.limited)
    }
  }
}

extension Failure {
  private static let explanationLimit = 200

  /// The failure with its texts limited. The guarantee is the property's own.
  fileprivate var limited: Failure {
    var failure = self
    failure.expected = expected.limited
    failure.observed = observed.limited
    failure.explanation = explanation.prefix(Self.explanationLimit).map(\.limited)
    if explanation.count > Self.explanationLimit {
      failure.explanation.append("… (\(explanation.count) lines in all)")
    }
    return failure
  }
}

extension Double {
  /// A number of seconds for people, with its unit: `3 600 s`, `0.5 s`.
  package var secondsText: String {
    let milliseconds = Int((self * 1000).rounded())
    var digits = String(milliseconds / 1000)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    let whole = ([digits] + groups).joined(separator: " ")
    var fraction = String(1000 + milliseconds % 1000).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? "\(whole) s" : "\(whole).\(fraction) s"
  }
}

extension DecodingError {
  /// What people read, instead of the decoder's own description.
  package var words: String {
    func place(_ context: Context) -> String {
      let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? "." + $0.stringValue }.joined()
      return path.isEmpty ? "" : " at \(path.first == "." ? String(path.dropFirst()) : path)"
    }
    return switch self {
    case .keyNotFound(let key, let context): "“\(key.stringValue)” is missing\(place(context))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      "another value is expected\(place(context))"
    @unknown default: "it can't be read"
    }
  }
}
