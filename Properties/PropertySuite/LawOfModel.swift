package import PropertyTesting

/// A property that speaks of the Model alone: no subject can make it fail, and no mutant of one.
package protocol LawOfModel: Property, Sendable {
  /// Neighbours of the law that sound as plausible and are false; the guarantee of each is what it claims. The law's
  /// cases refute them, which shows that they could refute the law.
  var falseLaws: [any Property & Sendable] { get }
}

/// A law with one false neighbour.
protocol FalsifiableLaw: LawOfModel {
  /// Set if the neighbour stands in the place of the law.
  var isFalsified: Bool { get set }
}

extension FalsifiableLaw {
  /// The neighbour.
  var falseLaws: [any Property & Sendable] {
    var falseLaw = self
    falseLaw.isFalsified = true
    return [falseLaw]
  }
}
