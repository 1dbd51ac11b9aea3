public import Architecture
public import PropertyTesting
public import SystemsUnderTest

/// Every property of the suite, in reading order.
public enum PropertyCatalogue {
  /// Makes the properties that the parameters select, with subjects from the factory.
  ///
  /// Those that the isolation level does not promise are left out (``IsolationClaims``). Their names are distinct. A
  /// property that exists once for each format bears the format's name at the end: `capability.agreement.cc128`.
  public static func properties(
    of subjects: SubjectFactory, parameters: SuiteParameters = SuiteParameters()
  ) throws -> [any Property] {
    let subjects = subjects.deferred
    let properties =
      try CapabilityProperties.all(of: subjects, parameters: parameters)
      + RelocationProperties.all(of: subjects, parameters: parameters)
      + MachineProperties.all(of: subjects, parameters: parameters)
      + ForkProperties.all(of: subjects, parameters: parameters)
      + IsolationProperties.all(of: subjects, parameters: parameters)
      + laws(parameters: parameters)
    return properties.filter { IsolationClaims.promise($0.name, at: parameters.isolation) }
  }

  /// Those that speak of the Model alone.
  package static func laws(parameters: SuiteParameters = SuiteParameters()) -> [any LawOfModel] {
    CapabilityLaw.all.map { LawProperty($0, formats: parameters.formats) }
      + [
        FormatContradictions(), InstructionEncodings(), ViewsAgreement(strategies: parameters.strategies),
        IntegerRepresentations(), IntegerLaws(),
      ]
  }
}

/// What a run of the suite is restricted to.
public struct SuiteParameters: Codable, Hashable, Sendable {
  /// The capability formats to check, in the order given.
  public var formats: [FormatName]
  /// The strategies that generated programs may use for fork.
  public var strategies: [ForkStrategy]
  /// The isolation level of the kernel under test.
  public var isolation: IsolationLevel
  /// Whether the kernel has plain pointers, and as many frames and regions as it likes: programs then keep to what
  /// holds of every POSIX system.
  public var isPlain: Bool

  /// Makes parameters; everything at the adversarial level unless told.
  public init(
    formats: [FormatName] = FormatName.allCases, strategies: [ForkStrategy] = ForkStrategy.allCases,
    isolation: IsolationLevel = .adversarial, isPlain: Bool = false
  ) {
    self.formats = formats
    self.strategies = strategies
    self.isolation = isolation
    self.isPlain = isPlain
  }
}

/// What is asked of a subject in another process, whatever its kernel or machine does.
package enum Conduct {
  /// The guarantee that a subject violates by crashing, stalling, flooding or answering nonsense.
  package static let guarantee = "Every request is answered, in time and as the protocol says."
}

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

/// A rule of the specification: one named statement of the Model.
///
/// The catalogue of all rules, ``all``, is made while the package is built, from the comments of the Model.
public struct Rule: Codable, Hashable, Sendable {
  /// Its name, such as `cap.setBounds.tag`.
  public var name: String
  /// What it says.
  public var text: String
  /// The file of the Model that states it, relative to the root of the project.
  public var file: String
  /// The line of the file, from 1, on which it begins.
  public var line: Int

  /// Makes a rule.
  public init(_ name: String, _ text: String, file: String, line: Int) {
    self.name = name
    self.text = text
    self.file = file
    self.line = line
  }
  /// Whether a citation, the name of a rule or the first words of several, means this rule.
  public func isMeant(by citation: String) -> Bool {
    name == citation || name.hasPrefix(citation + ".")
  }
}
