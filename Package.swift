// swift-tools-version: 6.2
import PackageDescription

/// Every target speaks Swift 6 and treats warnings as errors.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Every target but the emulator is strictly memory safe as well.
let safe: [SwiftSetting] = strict + [.strictMemorySafety()]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let hashTrees: Target.Dependency = .product(name: "HashTreeCollections", package: "swift-collections")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "ufork",
  platforms: [.macOS(.v15)],
  products: [
    .library(
      name: "Model", targets: ["Architecture", "ExactIntegers", "CapabilityModel", "MachineModel", "ForkModel"]),
    .library(name: "Implementation", targets: ["Emulator", "ForkKernel", "Guests"]),
    .library(name: "PropertyTesting", targets: ["PropertyTesting"]),
    .library(name: "Properties", targets: ["SystemsUnderTest", "PropertySuite", "Adapters"]),
    .executable(name: "ufork", targets: ["Tool"]),
    .executable(name: "host-fork", targets: ["host-fork"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // Model: the executable specification. It never imports the Implementation.
    .target(name: "Architecture", path: "Model/Architecture", swiftSettings: safe),
    .systemLibrary(
      name: "CGMP", path: "Model/CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"]), .brew(["gmp"])]),
    .target(name: "ExactIntegers", dependencies: ["CGMP"], path: "Model/ExactIntegers", swiftSettings: safe),
    .target(
      name: "CapabilityModel", dependencies: ["Architecture", "ExactIntegers"], path: "Model/CapabilityModel",
      swiftSettings: safe),
    .target(
      name: "MachineModel", dependencies: ["Architecture", "ExactIntegers", "CapabilityModel", hashTrees],
      path: "Model/MachineModel", swiftSettings: safe),
    .target(
      name: "ForkModel", dependencies: ["Architecture", "ExactIntegers", "CapabilityModel"],
      path: "Model/ForkModel", swiftSettings: safe),

    // Implementation: the optimized emulator and kernel. It never imports the Model's behaviour.
    .target(name: "Emulator", dependencies: ["Architecture"], path: "Implementation/Emulator", swiftSettings: strict),
    .target(
      name: "ForkKernel", dependencies: ["Architecture", "Emulator", deque], path: "Implementation/ForkKernel",
      swiftSettings: safe),
    .target(
      name: "Guests", dependencies: ["Architecture", "Emulator", "ForkKernel"], path: "Implementation/Guests",
      swiftSettings: safe),

    // Properties: what must hold, of anybody's implementation. They never import ours.
    .target(name: "JSONReading", path: "Properties/JSONReading", swiftSettings: safe),
    .target(
      name: "PropertyTesting", dependencies: ["JSONReading", subprocess, systemPackage],
      path: "Properties/PropertyTesting",
      swiftSettings: safe),
    .target(
      name: "SystemsUnderTest", dependencies: ["Architecture", "JSONReading", systemPackage],
      path: "Properties/SystemsUnderTest",
      swiftSettings: safe),
    .target(
      name: "ModelAdapters",
      dependencies: [
        "Architecture", "ExactIntegers", "CapabilityModel", "MachineModel", "ForkModel", "SystemsUnderTest",
      ],
      path: "Properties/ModelAdapters", swiftSettings: safe),
    .target(
      name: "PropertySuite",
      dependencies: [
        "Architecture", "ExactIntegers", "CapabilityModel", "MachineModel", "ForkModel", "JSONReading",
        "PropertyTesting", "SystemsUnderTest", "ModelAdapters",
      ],
      path: "Properties/PropertySuite", swiftSettings: safe, plugins: ["RuleCataloguePlugin"]),
    // The catalogue of the rules is made while the suite is built, from the comments of the Model.
    .executableTarget(name: "rule-catalogue", path: "Properties/RuleCatalogue", swiftSettings: safe),
    .plugin(
      name: "RuleCataloguePlugin", capability: .buildTool(), dependencies: ["rule-catalogue"],
      path: "Properties/RuleCataloguePlugin"),
    .target(
      name: "Adapters",
      dependencies: [
        "Architecture", "ExactIntegers", "CapabilityModel", "MachineModel", "ForkModel", "Emulator", "ForkKernel",
        "Guests", "PropertyTesting", "SystemsUnderTest", "ModelAdapters",
      ],
      path: "Properties/Adapters", swiftSettings: safe),
    .target(
      name: "Book", dependencies: ["JSONReading", "PropertySuite", "PropertyTesting"], path: "Properties/Book",
      swiftSettings: safe),
    .executableTarget(
      name: "Tool",
      dependencies: [
        "Architecture", "Book", "JSONReading", "SystemsUnderTest", "PropertyTesting", "PropertySuite", "Adapters",
        "Emulator",
        "ForkKernel", "Guests", argumentParser, subprocess, systemPackage,
      ],
      path: "Properties/Tool", swiftSettings: safe),

    .executableTarget(name: "host-fork", path: "Properties/HostFork"),

    // Tests: one folder per module.
    .testTarget(
      name: "ArchitectureTests", dependencies: ["Architecture"], path: "Tests/ArchitectureTests", swiftSettings: safe),
    .testTarget(
      name: "ExactIntegersTests", dependencies: ["ExactIntegers"], path: "Tests/ExactIntegersTests", swiftSettings: safe
    ),
    .testTarget(
      name: "CapabilityModelTests",
      dependencies: [
        "Architecture", "ExactIntegers", "CapabilityModel", "PropertyTesting", "PropertySuite", "SystemsUnderTest",
        "Adapters",
      ],
      path: "Tests/CapabilityModelTests", swiftSettings: safe),
    .testTarget(
      name: "CapabilityPropertyTests",
      dependencies: [
        "Architecture", "ExactIntegers", "CapabilityModel", "PropertyTesting", "PropertySuite", "SystemsUnderTest",
        "Adapters",
      ],
      path: "Tests/CapabilityPropertyTests", swiftSettings: safe),
    .testTarget(
      name: "MachinePropertyTests",
      dependencies: [
        "Architecture", "ExactIntegers", "CapabilityModel", "MachineModel", "PropertyTesting", "PropertySuite",
        "SystemsUnderTest",
        "ModelAdapters", "Adapters", "Emulator",
      ],
      path: "Tests/MachinePropertyTests", swiftSettings: safe),
    .testTarget(
      name: "MachineModelTests",
      dependencies: [
        "Architecture", "ExactIntegers", "CapabilityModel", "MachineModel", "PropertySuite", "SystemsUnderTest",
        "ModelAdapters",
        "Adapters",
      ],
      path: "Tests/MachineModelTests", swiftSettings: safe),
    .testTarget(
      name: "EmulatorTests",
      dependencies: ["Architecture", "PropertyTesting", "SystemsUnderTest", "PropertySuite", "Adapters", "Emulator"],
      path: "Tests/EmulatorTests", exclude: ["Executables/program.c", "Executables/program.elf"], swiftSettings: safe),
    .testTarget(
      name: "PagingTests", dependencies: ["Architecture", "Emulator"], path: "Tests/PagingTests", swiftSettings: safe),
    .testTarget(
      name: "ForkKernelTests", dependencies: ["Architecture", "Emulator", "ForkKernel", "Guests"],
      path: "Tests/ForkKernelTests", swiftSettings: safe),
    .testTarget(
      name: "PropertyTestingTests", dependencies: ["PropertyTesting"], path: "Tests/PropertyTestingTests",
      swiftSettings: safe),
    .testTarget(
      name: "ForkModelTests",
      dependencies: ["Architecture", "ExactIntegers", "CapabilityModel", "ForkModel"], path: "Tests/ForkModelTests",
      swiftSettings: safe),
    .testTarget(
      name: "ForkPropertyTests",
      dependencies: [
        "Architecture", "CapabilityModel", "ExactIntegers", "ForkModel", "PropertyTesting", "PropertySuite",
        "SystemsUnderTest",
        "ModelAdapters",
        "Adapters",
      ],
      path: "Tests/ForkPropertyTests", swiftSettings: safe),
    .testTarget(
      name: "ToolTests",
      dependencies: [
        "Tool", "Architecture", "Book", "SystemsUnderTest", "PropertySuite", "PropertyTesting", "Adapters", "Emulator",
        "JSONReading", subprocess,
      ],
      path: "Tests/ToolTests", exclude: ["Help", "SystemsUnderTest"],
      swiftSettings: safe),
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "Architecture", "Emulator", "Adapters", "PropertySuite", "PropertyTesting", "SystemsUnderTest", systemPackage,
      ],
      path: "Tests/FuzzTests", swiftSettings: safe),
    .testTarget(
      name: "JSONReadingTests", dependencies: ["JSONReading"], path: "Tests/JSONReadingTests", swiftSettings: safe),
    .testTarget(
      name: "SystemsUnderTestTests", dependencies: ["Architecture", "JSONReading", "SystemsUnderTest"],
      path: "Tests/SystemsUnderTestTests",
      swiftSettings: safe),
  ],
  swiftLanguageModes: [.v6]
)
