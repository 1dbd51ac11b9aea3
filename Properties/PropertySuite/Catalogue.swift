public import PropertyTesting
public import Subjects

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
