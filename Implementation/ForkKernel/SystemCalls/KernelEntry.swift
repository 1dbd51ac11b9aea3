import Architecture
import Emulator

/// Where and through which capabilities the kernel is entered: one sealed entry for each system call.
///
/// Entry *n* stands 16 n bytes into the kernel's entry page, n being the number of the call.
enum KernelEntry {
  /// The first address of the kernel's entry pages.
  static let base: UInt64 = 1 << 28
  /// The number of the first entry page.
  static let page = base >> 12
  /// How many entry pages there are: as many as the numbers of the calls need.
  static let pageCount = (SystemCall.allCases.map { UInt64($0.rawValue) }.max() ?? 0) * 16 / 4096 + 1

  /// The sealed entries, in the order of the calls.
  static let published: [MachineCapability] = SystemCall.allCases.map(entry)

  /// The sealed entry of a call.
  static func entry(of call: SystemCall) -> MachineCapability {
    let address = base + UInt64(call.rawValue) * 16
    let code: [Permission] = [.global, .execute, .load]
    return MachineCapability.root.withAddress(address).withBounds(length: 16).capability
      .withPermissions(and: code.mask).withFlags(1).sealedAsEntry()
  }

  /// The call of a sealed entry, which has to be one that the kernel publishes.
  static func call(through capability: MachineCapability) -> SystemCall? {
    guard let call = call(at: capability.address), entry(of: call) == capability else { return nil }
    return call
  }

  /// The call of an entry that a jump has unsealed: where a thread stands that has jumped, and that the kernel has not
  /// taken over yet.
  static func call(atOpened counter: MachineCapability) -> SystemCall? {
    guard let call = call(at: counter.address), entry(of: call).unsealed() == counter else { return nil }
    return call
  }

  /// The call whose entry stands at an address.
  static func call(at address: UInt64) -> SystemCall? {
    let offset = address &- base
    guard offset < pageCount * 4096, offset & 15 == 0 else { return nil }
    return SystemCall(rawValue: UInt16(offset / 16))
  }
}

extension Sequence<Permission> {
  /// The permissions as a mask, laid out as the result of `CGetPerm`.
  var mask: UInt64 { reduce(0) { $0 | 1 << UInt64($1.rawValue) } }
}
