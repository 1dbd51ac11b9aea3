import PropertyTesting
import Subjects

/// The properties of the machine.
enum MachineProperties {
  /// Makes those that the parameters select.
  static func all(of subjects: SubjectFactory, parameters: SuiteParameters) throws -> [any Property] {
    [
      MachineAgreement(try subjects.machine(), knowing: subjects.machineMayDeviate ? Deviation.all : []),
      MachinePrograms(try subjects.program()),
      MachineMonotonicity(try subjects.machine()),
      PageAgreement(subject: try subjects.page()), HartAgreement(try subjects.harts()),
    ]
  }
}
