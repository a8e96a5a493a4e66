package dev.rollcall.backing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Free TCP ports of the loopback interface.
public final class Ports {
  /// Below the ports that an operating system gives to outgoing connections (32768 and up on Linux,
  /// 49152 and up elsewhere, RFC 6335 section 6): a port from that range that was free a moment ago
  /// may be the near end of somebody's connection when a server comes to bind it.
  private static final int LOWEST = 20_000;

  private static final int COUNT = 12_000;

  /// Processes start at different places, and one process never gives the same port twice in a row.
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private Ports() {}

  /// Returns a port that was free a moment ago.
  public static int free() {
    for (int tried = 0; tried < COUNT; tried++) {
      int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("No free port on the loopback interface");
  }

  /// Says whether a port of the loopback interface can be bound now.
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
