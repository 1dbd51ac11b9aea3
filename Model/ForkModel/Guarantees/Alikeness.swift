public import Architecture
import CapabilityModel

extension AddressSpaceState {
  /// Whether a process could not tell two states apart.
  ///
  /// Rule ``guarantee.noninterference``: Two states are alike for a process if it holds the same and has the same
  /// pointers in memory, counted from the base of its region, and if the public state is the same: which processes
  /// there are, and which of them have ended. Equal steps of a process keep states that are alike for it so, and
  /// observe the same. A step of another process that makes no system call, is not refused and touches nothing shared
  /// leaves a state that is alike for everybody else.
  public func isAlike(_ other: AddressSpaceState, for name: ProcessName) -> Bool {
    processes.mapValues(\.isZombie) == other.processes.mapValues(\.isZombie)
      && view(of: name) == other.view(of: name)
  }

  /// What a process has, counted from the base of its region.
  private func view(of name: ProcessName) -> View? {
    guard let process = processes[name], !process.isZombie else { return nil }
    let origin = Region(base: .twoTo(process.region.sizeLog2 + 2), sizeLog2: process.region.sizeLog2, epoch: 0)
    return View(
      registers: process.registers.mapValues { $0.tag ? $0.relocated(from: process.region, to: origin) : $0 },
      heldByKernel: process.heldByKernel.mapValues { $0.tag ? $0.relocated(from: process.region, to: origin) : $0 },
      pointers: effectivePointers(of: process, in: origin))
  }

  private struct View: Equatable {
    var registers: [String: Capability]
    var heldByKernel: [String: Capability]
    var pointers: [Int: Capability]
  }
}

extension Transition {
  /// The violations of ``guarantee.noninterference`` by a step that makes no system call and is not refused.
  public var violationsOfNoninterference: [Violation] {
    before.running.map(\.name).filter {
      $0 != actor && !before.shareRegion($0, actor) && !before.isAlike(after, for: $0)
    }.map {
      Violation(
        rule: "guarantee.noninterference",
        guarantee: "What a process does without a system call and without sharing, no other process can notice.",
        finding: "A step of \(actor) is noticed by \($0).")
    }
  }
}
