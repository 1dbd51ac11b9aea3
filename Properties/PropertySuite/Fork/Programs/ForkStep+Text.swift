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
  var text: String { "\(process): \(action.text)" }
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
