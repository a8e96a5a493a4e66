package dev.rollcall.standalone.platform;

import java.nio.file.Path;

/// How a platform is started.
///
/// @param checkout the folder of the project, where the services were built
/// @param data the folder that keeps everything
/// @param port of the SCIM interface
/// @param oneProcess whether the services run inside the launcher
public record PlatformOptions(Path checkout, Path data, int port, boolean oneProcess) {}
