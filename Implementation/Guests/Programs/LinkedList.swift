import ForkKernel

/// Builds a list of 1 … 1000, forks, adds 1000 to every element in the child, and prints everybody's sum.
///
/// A node has 32 bytes: the capability of the next one, then the value. The last one's next is null.
enum LinkedList {
  static let length: Int64 = 1000

  static func image() throws(AssemblerError) -> Image {
    var program = Assembler()
    let runtime = Runtime(&program)
    let sum = program.makeLabel()
    build(length, runtime, in: &program)

    program.moveCapability(.a0, .s0)
    program.call(sum)
    program.move(.s1, .a0)
    runtime.print("parent, before the fork: ", .s1, in: &program)

    program.systemCall(.fork)
    program.ifTrue(.isZero(.a0)) { program in
      addToAll(in: &program)
      program.moveCapability(.a0, .s0)
      program.call(sum)
      program.move(.s1, .a0)
      runtime.print("child, after adding 1000 to each: ", .s1, in: &program)
      runtime.exit(0, in: &program)
    }
    runtime.waitForChild(in: &program)
    program.moveCapability(.a0, .s0)
    program.call(sum)
    program.move(.s1, .a0)
    runtime.print("parent, after the child has ended: ", .s1, in: &program)
    runtime.exit(0, in: &program)

    runtime.define(in: &program)
    defineSum(sum, in: &program)
    return try program.image()
  }

  /// Leaves the head of a list of 1, 2, … in `s0`.
  static func build(_ length: Int64, _ runtime: Runtime, in program: inout Assembler) {
    program.emit(.cMove, .s0, .zero)
    program.load(.s1, length)
    program.whileTrue(.isNotZero(.s1)) { program in
      program.load(.a0, 32)
      program.call(runtime.allocate)
      program.storeCapability(.s0, 0, .a0)
      program.storeDouble(.s1, 16, .a0)
      program.moveCapability(.s0, .a0)
      program.add(.s1, .s1, -1)
    }
  }

  /// Adds 1000 to every element of the list in `s0`.
  private static func addToAll(in program: inout Assembler) {
    program.moveCapability(.t1, .s0)
    program.getTag(.t2, .t1)
    program.whileTrue(.isNotZero(.t2)) { program in
      program.loadDouble(.t3, 16, .t1)
      program.add(.t3, .t3, 1000)
      program.storeDouble(.t3, 16, .t1)
      program.loadCapability(.t1, 0, .t1)
      program.getTag(.t2, .t1)
    }
  }

  /// `a0` becomes the sum of the list that it points to.
  static func defineSum(_ label: Label, in program: inout Assembler) {
    program.place(label)
    program.load(.t1, 0)
    program.getTag(.t2, .a0)
    program.whileTrue(.isNotZero(.t2)) { program in
      program.loadDouble(.t3, 16, .a0)
      program.add(.t1, .t1, .t3)
      program.loadCapability(.a0, 0, .a0)
      program.getTag(.t2, .a0)
    }
    program.move(.a0, .t1)
    program.returnToCaller()
  }
}
