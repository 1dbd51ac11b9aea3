public import Architecture
import Emulator
import ForkKernel
import Guests
public import SystemsUnderTest
import ModelAdapters

/// The kernel with a program made of a script, as a subject.
public struct KernelGuestSubject: GuestSubject {
  private static let budget = 2_000_000

  private let isolation: IsolationLevel

  /// Makes a subject.
  ///
  /// - Parameter isolation: the isolation level of the kernel.
  public init(isolation: IsolationLevel = .adversarial) { self.isolation = isolation }

  /// Runs a script to its end.
  ///
  /// - Throws: what the assembler or the start of the kernel throws; neither depends on what the script does.
  public func run(_ script: GuestScript) throws -> [String] {
    var kernel = try Kernel(
      KernelConfiguration(
        frames: 2048, strategy: script.strategy, harts: 2, isolation: isolation, checksAssertions: true)
    )
    _ = try kernel.start(GuestProgram(script).image())
    let store = try GuestProgram.change.encoded(in: .capability)
    kernel.preemptionHandler = { point, kernel in
      guard point == .argumentsChecked else { return }
      for process in kernel.processIDs {
        let thread = kernel.readRegister(Int(GuestProgram.changer.rawValue), of: process).address
        if thread != 0 { _ = kernel.interleave(store, as: process, thread: Int32(truncatingIfNeeded: thread)) }
      }
    }
    let outcome = kernel.run(budget: Self.budget)
    let lines = String(decoding: kernel.console, as: UTF8.self).split(separator: "\n").map(String.init)
    return lines + (outcome == .finished ? [] : ["\(outcome)"]) + kernel.failedAssertions
  }
}

/// What programs of machine code are expected to write, as a subject.
public struct ModelGuestSubject: GuestSubject {
  /// Makes a subject.
  public init() {}

  /// Runs a script to its end.
  public func run(_ script: GuestScript) -> [String] { GuestReference.lines(of: script) }
}
