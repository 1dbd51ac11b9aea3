import ForkKernel

/// Prints a greeting, forks, and lets parent and child print theirs.
enum Hello {
  static func image() throws(AssemblerError) -> Image {
    var program = Assembler()
    let runtime = Runtime(&program)
    runtime.print("hello, world\n", in: &program)
    program.systemCall(.fork)
    program.ifTrue(.isZero(.a0)) { program in
      runtime.print("hello from the child\n", in: &program)
      runtime.exit(0, in: &program)
    }
    runtime.waitForChild(in: &program)
    runtime.print("hello from the parent\n", in: &program)
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    return try program.image()
  }
}

/// Loads the byte behind an object of 16 bytes, which the bounds of its pointer do not permit: SIGPROT ends it.
enum OutOfBounds {
  static func image() throws(AssemblerError) -> Image {
    var program = Assembler()
    let runtime = Runtime(&program)
    let object = program.zeroed(bytes: 16)
    runtime.print("the byte behind the object is ", in: &program)
    program.loadAddress(.t1, of: object)
    program.loadByte(.s2, 16, .t1)
    runtime.print("", .s2, in: &program)
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    return try program.image()
  }
}
