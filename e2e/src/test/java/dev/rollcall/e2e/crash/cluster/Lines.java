package dev.rollcall.e2e.crash.cluster;

import org.jspecify.annotations.Nullable;

/// What stands between one process and its servers, and its clients.
///
/// @param postgres null where the process has no tables
/// @param clients null where the process has no clients
public record Lines(TcpProxy kafka, @Nullable TcpProxy postgres, @Nullable TcpProxy clients) {

  void weatherIs(Weather weather) {
    kafka.weatherIs(weather);
    postgresWeatherIs(weather);
  }

  void postgresWeatherIs(Weather weather) {
    if (postgres != null) {
      postgres.weatherIs(weather);
    }
  }

  /// Fair weather everywhere.
  void heal() {
    weatherIs(Weather.FAIR);
    clientsWeatherIs(Weather.FAIR);
  }

  void clientsWeatherIs(Weather weather) {
    if (clients != null) {
      clients.weatherIs(weather);
    }
  }

  /// Ends every connection of a client: what was under way in either direction is lost.
  void hangUp() {
    if (clients != null) {
      clients.reset();
      clients.weatherIs(Weather.FAIR);
    }
  }

  void close() {
    kafka.close();
    if (clients != null) {
      clients.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
