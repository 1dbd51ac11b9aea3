import Architecture
import Subjects

extension ForkWorld {
  /// The world in a line.
  var text: String {
    let image = segments.map { "\($0.kind) \($0.pages)" }.joined(separator: ", ")
    return """
      start: \(strategy.text), k = \(regionSizeLog2), \(regions) regions, \(frames) frames; pages: \(image)
      """
  }
}

extension ForkStrategy {
  /// The strategy as it is usually called.
  var text: String {
    switch self {
    case .copy: "full copy"
    case .copyOnAccess: "CoA"
    case .copyOnPointerAccess: "CoPA"
    }
  }
}

extension ForkStep {
  /// The step in a line.
  var text: String {
    let actor = "\(process)\(thread == 0 ? "" : ".\(thread)")"
    let access = meanwhile.map { ", meanwhile at point \($0.point) \($0.step.text)" } ?? ""
    return "\(actor): \(action.text)\(access)"
  }
}

extension ForkAction {
  /// The action in a few words.
  var text: String {
    switch self {
    case .load(let width, let through, let offset): "load \(width) from \(place(through, offset))"
    case .store(let width, let value, let through, let offset):
      "store \(width) \(hexadecimal(value)) to \(place(through, offset))"
    case .loadPointer(let into, let through, let offset): "\(into) = load pointer from \(place(through, offset))"
    case .storePointer(let from, let through, let offset): "store pointer \(from) to \(place(through, offset))"
    case .move(let into, let from): "\(into) = \(from)"
    case .derive(let into, let from, let increment): "\(into) = \(from) \(signed(increment))"
    case .narrow(let into, let from, let length): "\(into) = \(from) narrowed to \(hexadecimal(length)) bytes"
    case .restrict(let into, let from, let mask): "\(into) = \(from) restricted to permissions \(hexadecimal(mask))"
    case .sealEntry(let into, let from): "\(into) = \(from) sealed as an entry"
    case .clearTag(let into, let from): "\(into) = \(from) without its tag"
    case .inspect(let register): "inspect \(register)"
    case .fork(let child, let strategy): "fork \(child)\(strategy.map { " by \($0.text)" } ?? "")"
    case .exit(let status): "exit \(status)"
    case .wait: "wait"
    case .waitFor(let child): "wait for \(child)"
    case .vfork(let child): "vfork \(child)"
    case .execute: "execute"
    case .spawn(let child): "spawn \(child)"
    case .createThread(let thread): "create thread \(thread)"
    case .exitThread: "exit thread"
    case .joinThread(let thread): "join thread \(thread)"
    case .map(let into, let pages, let protection, let isShared):
      "\(into) = map \(pages) \(isShared ? "shared " : "")pages for \(protection.text)"
    case .unmap(let through, let pages): "unmap \(pages) pages at \(through)"
    case .protect(let through, let pages, let protection): "protect \(pages) pages at \(through) for \(protection.text)"
    case .setBreak(let into, let bytes): "\(into) = break at \(hexadecimal(bytes))"
    case .pipe: "pipe"
    case .read(let descriptor, let through, let length): "read \(length) bytes from \(descriptor) to [\(through)]"
    case .write(let descriptor, let through, let length): "write \(length) bytes to \(descriptor) from [\(through)]"
    case .close(let descriptor): "close \(descriptor)"
    case .duplicate(let descriptor, let onto): "duplicate \(descriptor)\(onto.map { " onto \($0)" } ?? "")"
    case .open(let file, let access, let options):
      "open file \(file) \(([access.rawValue] + options.all.map(\.rawValue)).joined(separator: ", "))"
    case .unlink(let file): "unlink file \(file)"
    case .seek(let descriptor, let offset, let origin): "seek \(descriptor) to \(origin.rawValue) \(signed(offset))"
    case .truncate(let descriptor, let length): "truncate \(descriptor) to \(length) bytes"
    case .size(let descriptor): "size of \(descriptor)"
    case .readVector(let descriptor, let buffers): "read from \(descriptor) to \(buffers.text)"
    case .writeVector(let descriptor, let buffers): "write to \(descriptor) from \(buffers.text)"
    case .poll(let entries): "poll \(entries.text)"
    case .openShared(let object, let access, let options):
      "open shared object \(object) \(([access.rawValue] + options.all.map(\.rawValue)).joined(separator: ", "))"
    case .unlinkShared(let object): "unlink shared object \(object)"
    case .mapShared(let into, let descriptor, let page, let pages, let protection):
      "\(into) = map \(pages) pages of \(descriptor) from page \(page) on for \(protection.text)"
    case .openQueue(let queue, let access, let options, let messages, let size):
      "open queue \(queue) \(([access.rawValue] + options.all.map(\.rawValue)).joined(separator: ", ")), "
        + "of \(messages) messages of \(size) bytes"
    case .unlinkQueue(let queue): "unlink queue \(queue)"
    case .sendMessage(let descriptor, let through, let length, let priority):
      "send \(length) bytes from [\(through)] to \(descriptor) with priority \(priority)"
    case .receiveMessage(let descriptor, let through, let length):
      "receive up to \(length) bytes from \(descriptor) to [\(through)]"
    case .clock: "clock"
    case .sleep(let seconds, let nanoseconds): "sleep \(seconds) s and \(nanoseconds) ns"
    case .limit(let resource): "limit of \(resource.text)"
    case .setLimit(let resource, let soft, let hard): "limit \(resource.text) to \(soft), at most \(hard)"
    case .send(let signal, let to): "send \(signal) to \(to)"
    case .setAction(let signal, let disposition): "\(disposition.rawValue) \(signal)"
    case .mask(let change, let signals): "\(change.rawValue) signals \(signals.text)"
    case .pending: "pending signals"
    case .handled(let signal): "how often was \(signal) handled"
    }
  }

  private func place(_ register: PointerRegister, _ offset: Int32) -> String {
    "[\(register) \(signed(Int64(offset)))]"
  }

  private func signed(_ number: Int64) -> String {
    "\(number < 0 ? "-" : "+") 0x\(String(number.magnitude, radix: 16))"
  }

  private func hexadecimal(_ number: UInt64) -> String { "0x\(String(number, radix: 16))" }
}

extension [Buffer] {
  fileprivate var text: String {
    isEmpty ? "no buffers" : map { "\($0.length) bytes at [\($0.through)]" }.joined(separator: ", ")
  }
}

extension [PollEntry] {
  fileprivate var text: String {
    isEmpty
      ? "nothing"
      : map { "\($0.descriptor)\($0.input ? " for input" : "")\($0.output ? " for output" : "")" }
        .joined(separator: ", ")
  }
}

extension LimitedResource {
  fileprivate var text: String {
    switch self {
    case .fileSize: "the size of files"
    case .processes: "processes"
    case .descriptors: "descriptors"
    }
  }
}

extension Options<PageProtection> {
  fileprivate var text: String { all.isEmpty ? "nothing" : all.map(\.rawValue).joined(separator: ", ") }
}

extension Options<SignalNumber> {
  /// The signals by name.
  var text: String { all.isEmpty ? "none" : all.map { "\($0)" }.joined(separator: ", ") }
}
