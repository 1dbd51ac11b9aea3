import Architecture
import Emulator

/// What `execve` passes to a program: its arguments and its environment, if any were given.
///
/// They lie at the end of the stack: the strings, below them the two arrays, and the stack pointer below those. At the
/// start `a0` holds how many arguments there are, `a1` the array of their capabilities, `a2` that of the environment;
/// each array ends with null.
struct ProgramArguments: Sendable {
  /// The most bytes that strings and arrays may have.
  static let largestSize = 1 << 16

  /// The arguments.
  var strings: [[UInt8]]?
  /// The environment.
  var environment: [[UInt8]]?
  /// Bytes of all strings and arrays, with room for their alignment.
  var size = 0
}

extension Program {
  /// The program with arguments on its stack.
  ///
  /// - Throws: ``ErrorNumber/argumentListTooLong`` if they need more than half of the stack.
  func passing(_ arguments: ProgramArguments) throws(ErrorNumber) -> Program {
    guard arguments.strings != nil || arguments.environment != nil else { return self }
    var image = image
    guard let index = image.segments.firstIndex(where: { $0.kind == .stack }), let stack = image.registers[2],
      arguments.size <= image.segments[index].pages * 2048
    else { throw .argumentListTooLong }
    let pages = image.areas[index].pages
    let start = UInt64(pages.lowerBound) * 4096
    var contents = [UInt8](repeating: 0, count: pages.count * 4096)
    var end = contents.count
    var arrays: [Pointer?] = []
    for list in [arguments.strings, arguments.environment] {
      guard let list else {
        arrays.append(nil)
        continue
      }
      var pointers: [Pointer] = []
      for string in list {
        end = (end - string.count - 1) & ~15
        contents.replaceSubrange(end..<end + string.count, with: string)
        pointers.append(
          Pointer(target: start + UInt64(end), length: UInt64(string.count + 1), permissions: .readWrite))
      }
      end -= 16 * (list.count + 1)
      for (number, pointer) in pointers.enumerated() { image.pointers[start + UInt64(end + 16 * number)] = pointer }
      arrays.append(
        Pointer(target: start + UInt64(end), length: UInt64(16 * (list.count + 1)), permissions: .readWrite))
    }
    image.segments[index].contents = contents
    image.registers[11] = arrays[0]
    image.registers[12] = arrays[1]
    image.registers[2] = Pointer(
      target: stack.target, length: stack.length, permissions: stack.permissions, address: start + UInt64(end))
    return Program(image: image, frames: frames)
  }
}
