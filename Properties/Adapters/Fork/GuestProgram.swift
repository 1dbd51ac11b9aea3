import Architecture
import ForkKernel
import Guests
import SystemsUnderTest

/// The program of a script, assembled.
struct GuestProgram {
  /// What another thread executes to change the array: it stores the number in t2 over what t1 points to.
  static let change = Instruction(.sd, rs1: Register.t1.rawValue, rs2: Register.t2.rawValue)
  /// Holds the identifier of that thread while it may do so.
  static let changer = Register.s5

  private let script: GuestScript
  private var program = Assembler()
  private let runtime: Runtime
  /// How often a handler has run, how far outside of its region, whether it is to tamper with its frame, and a word to
  /// reserve.
  private let (handled, place, tampers, reserved): (Symbol, Symbol, Symbol, Symbol)
  private let action: Symbol
  /// The array and the buffers, in pages of their own.
  private let (array, buffers): (Symbol, Symbol)
  /// Whether the other thread is ready, and whether it is to end.
  private let (isReady, isOver): (Symbol, Symbol)
  private let (handler, changing): (Label, Label)

  init(_ script: GuestScript) {
    self.script = script
    runtime = Runtime(&program)
    handled = program.zeroed(bytes: 16)
    place = program.zeroed(bytes: 16)
    tampers = program.zeroed(bytes: 16)
    reserved = program.zeroed(bytes: 16)
    action = program.zeroed(bytes: 48)
    isReady = program.zeroed(bytes: 16)
    isOver = program.zeroed(bytes: 16)
    _ = program.zeroed(bytes: 4096)
    array = program.zeroed(bytes: 64)
    _ = program.zeroed(bytes: 4096)
    buffers = program.zeroed(bytes: 32)
    handler = program.makeLabel()
    changing = program.makeLabel()
  }

  /// The image.
  consuming func image() throws(AssemblerError) -> Image {
    store(0x6261, at: 0, of: buffers)  // "ab"
    store(0x0A, at: 16, of: buffers)
    program.loadAddress(.s1, of: handled)
    program.load(Self.changer, 0)
    for action in script.actions { perform(action) }
    runtime.exit(0, in: &program)
    defineHandler()
    defineChanging()
    runtime.define(in: &program)
    return try program.image()
  }

  private mutating func store(_ value: Int64, at offset: Int64 = 0, of symbol: Symbol) {
    program.loadAddress(.t1, of: symbol)
    program.load(.t2, value)
    program.storeDouble(.t2, offset, .t1)
  }

  private mutating func perform(_ action: GuestScript.Action) {
    let user1 = CallArgument.constant(Int64(SignalNumber.user1.rawValue))
    switch action {
    case .report: report()
    case .handle:
      program.loadAddress(.t1, of: self.action)
      program.address(.t2, of: handler)
      program.storeCapability(.t2, 0, .t1)
      program.systemCall(.sigaction, user1, .address(self.action), .null)
    case .raise:
      program.systemCall(.getpid)
      program.systemCall(.kill, .register(.a0), user1)
    case .tamper: store(1, of: tampers)
    case .fork:
      program.systemCall(.fork)
      waitForChild()
    case .forkReserved: forkReserved()
    case .array: makeArray()
    case .change: store(0x4241, of: buffers)  // "AB"
    case .writeArray: program.systemCall(.writev, 1, .address(array), 2)
    case .writeChanging: writeChanging()
    }
  }

  private mutating func report() {
    program.loadAddress(.t1, of: handled)
    program.loadDouble(.s2, 0, .t1)
    runtime.print("handled ", .s2, in: &program)
    program.loadAddress(.t1, of: place)
    program.loadDouble(.s3, 0, .t1)
    runtime.print("outside ", .s3, in: &program)
    program.getTag(.s3, .s1)
    runtime.print("tagged ", .s3, in: &program)
  }

  /// The parent waits; the child goes on. `a0` holds what fork has returned.
  private mutating func waitForChild() {
    let runtime = runtime
    program.ifTrue(.isNotZero(.a0)) { runtime.waitForChild(in: &$0) }
  }

  private mutating func forkReserved() {
    program.loadAddress(.s2, of: reserved)
    program.emit(.lrD, .t2, .s2)
    program.systemCall(.fork)
    program.emit(.scD, .s3, .s2, .zero)
    waitForChild()
    runtime.print("conditional ", .s3, in: &program)
  }

  private mutating func makeArray() {
    program.loadAddress(.t1, of: array)
    program.loadAddress(.t2, of: buffers)
    program.storeCapability(.t2, 0, .t1)
    program.load(.t3, 2)
    program.storeDouble(.t3, 16, .t1)
    program.increment(.t2, .t2, 16)
    program.storeCapability(.t2, 32, .t1)
    program.load(.t3, 1)
    program.storeDouble(.t3, 48, .t1)
  }

  private mutating func writeChanging() {
    makeArray()
    store(0, of: isReady)
    store(0, of: isOver)
    program.address(.a0, of: changing)
    program.systemCall(.threadNew, .register(.a0), .null, .null)
    program.move(.s4, .a0)
    program.loadAddress(.t1, of: isReady)
    let waiting = program.here()
    program.loadDouble(.t2, 0, .t1)
    program.branch(.isZero(.t2), to: waiting)
    program.move(Self.changer, .s4)
    program.systemCall(.writev, 1, .address(array), 2)
    program.load(Self.changer, 0)
    store(1, of: isOver)
    program.systemCall(.threadJoin, .register(.s4))
    makeArray()
  }

  /// Counts, tells where it runs, and perhaps tampers with the saved s1 in the frame that `a2` points to.
  private mutating func defineHandler() {
    program.place(handler)
    program.loadAddress(.t1, of: handled)
    program.loadDouble(.t2, 0, .t1)
    program.add(.t2, .t2, 1)
    program.storeDouble(.t2, 0, .t1)
    // The handler and the global offset table lie in one region, far below this bit.
    program.emit(.auipcc, .t2)
    program.getAddress(.t2, .t2)
    program.getAddress(.t3, .gp)
    program.emit(.xor, .t2, .t2, .t3)
    program.emit(.srli, .t2, .t2, immediate: 18)
    program.loadAddress(.t1, of: place)
    program.storeDouble(.t2, 0, .t1)
    program.loadAddress(.t1, of: tampers)
    program.loadDouble(.t2, 0, .t1)
    program.ifTrue(.isNotZero(.t2)) { program in
      let saved = 16 * Int64(Register.s1.rawValue - 1)
      program.loadDouble(.t2, saved, .a2)
      program.storeDouble(.t2, saved, .a2)
    }
    program.returnToCaller()
  }

  /// The thread that ``change`` is executed on: prepares its registers, and does nothing until it is over.
  private mutating func defineChanging() {
    program.place(changing)
    program.loadAddress(.t1, of: array)
    program.loadAddress(.t2, of: buffers)
    program.getAddress(.t2, .t2)
    program.add(.t2, .t2, 16)
    program.loadAddress(.t3, of: isReady)
    program.load(.t4, 1)
    program.storeDouble(.t4, 0, .t3)
    program.loadAddress(.t3, of: isOver)
    let waiting = program.here()
    program.loadDouble(.t4, 0, .t3)
    program.branch(.isZero(.t4), to: waiting)
    program.systemCall(.threadExit)
  }
}
