package dev.rollcall.standalone.platform;

import java.nio.file.Path;
import java.util.Map;

/// One of our services as it is started.
///
/// @param module the folder that it was built in
/// @param heapMegabytes the most heap that it may use
record ServiceSpec(
    String name,
    String mainClass,
    Path module,
    int port,
    int heapMegabytes,
    Map<String, String> environment) {

  Path jar() {
    return module.resolve("target").resolve(module.getFileName() + ".jar");
  }

  Path libraries() {
    return module.resolve("target").resolve("lib");
  }

  @Override
  public String toString() {
    return name + " on port " + port;
  }
}
