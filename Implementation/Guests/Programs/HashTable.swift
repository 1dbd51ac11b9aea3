import ForkKernel

/// Fills a hash table, forks a child that forks a grandchild; each generation adds 1 to the values of its own copy.
///
/// The table has 64 buckets, each a capability of the first node or null. A node has 32 bytes: the capability of the
/// next one, the key, the value. Keys are 0 … 499; a value starts as three times its key.
enum HashTable {
  static let keys: Int64 = 500
  static let buckets: Int64 = 64

  static func image() throws(AssemblerError) -> Image {
    var program = Assembler()
    let runtime = Runtime(&program)
    let (insert, walk) = (program.makeLabel(), program.makeLabel())

    program.load(.a0, buckets * 16)
    program.call(runtime.allocate)
    program.moveCapability(.s0, .a0)
    program.load(.s1, 0)
    program.load(.s2, keys)
    program.whileTrue(.less(.s1, .s2)) { program in
      program.load(.a0, 32)
      program.call(runtime.allocate)
      program.call(insert)
      program.add(.s1, .s1, 1)
    }
    report("parent, before the fork: ", adding: 0, walk, runtime, in: &program)
    program.systemCall(.fork)
    program.ifTrue(.isZero(.a0)) { program in
      program.systemCall(.fork)
      program.ifTrue(.isZero(.a0)) { program in
        report("grandchild, after adding 2: ", adding: 2, walk, runtime, in: &program)
        runtime.exit(0, in: &program)
      }
      runtime.waitForChild(in: &program)
      report("child, after adding 1: ", adding: 1, walk, runtime, in: &program)
      runtime.exit(0, in: &program)
    }
    runtime.waitForChild(in: &program)
    report("parent, after the child has ended: ", adding: 0, walk, runtime, in: &program)
    runtime.exit(0, in: &program)

    runtime.define(in: &program)
    defineInsert(insert, in: &program)
    defineWalk(walk, in: &program)
    return try program.image()
  }

  /// Adds to every value and prints the sum of the values.
  private static func report(
    _ text: String, adding amount: Int64, _ walk: Label, _ runtime: Runtime, in program: inout Assembler
  ) {
    program.load(.a0, amount)
    program.call(walk)
    program.move(.s1, .a0)
    runtime.print(text, .s1, in: &program)
  }

  /// Puts the node in `a0` into the table in `s0`, for the key in `s1`.
  private static func defineInsert(_ label: Label, in program: inout Assembler) {
    program.place(label)
    program.storeDouble(.s1, 16, .a0)
    program.load(.t1, 3)
    program.multiply(.t1, .t1, .s1)
    program.storeDouble(.t1, 24, .a0)
    program.load(.t1, 2_654_435_761)
    program.multiply(.t1, .t1, .s1)
    program.emit(.srli, .t1, .t1, immediate: 7)
    program.and(.t1, .t1, buckets - 1)
    program.shiftLeft(.t1, .t1, by: 4)
    program.increment(.t2, .s0, by: .t1)
    program.loadCapability(.t3, 0, .t2)
    program.storeCapability(.t3, 0, .a0)
    program.storeCapability(.a0, 0, .t2)
    program.returnToCaller()
  }

  /// Adds `a0` to every value of the table in `s0`; `a0` becomes the sum of the values.
  private static func defineWalk(_ label: Label, in program: inout Assembler) {
    program.place(label)
    program.load(.t1, 0)
    program.load(.t2, 0)
    program.load(.t3, buckets * 16)
    program.whileTrue(.less(.t2, .t3)) { program in
      program.increment(.t4, .s0, by: .t2)
      program.loadCapability(.t4, 0, .t4)
      program.getTag(.t5, .t4)
      program.whileTrue(.isNotZero(.t5)) { program in
        program.loadDouble(.a1, 24, .t4)
        program.add(.a1, .a1, .a0)
        program.storeDouble(.a1, 24, .t4)
        program.add(.t1, .t1, .a1)
        program.loadCapability(.t4, 0, .t4)
        program.getTag(.t5, .t4)
      }
      program.add(.t2, .t2, 16)
    }
    program.move(.a0, .t1)
    program.returnToCaller()
  }
}
