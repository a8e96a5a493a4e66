package dev.rollcall.e2e.crash.cluster;

import org.jspecify.annotations.Nullable;

/// What stands between one process and its servers.
///
/// @param postgres null where the process has no tables
public record Lines(TcpProxy kafka, @Nullable TcpProxy postgres) {

  void weatherIs(Weather weather) {
    kafka.weatherIs(weather);
    postgresWeatherIs(weather);
  }

  void postgresWeatherIs(Weather weather) {
    if (postgres != null) {
      postgres.weatherIs(weather);
    }
  }

  void close() {
    kafka.close();
    if (postgres != null) {
      postgres.close();
    }
  }
}
