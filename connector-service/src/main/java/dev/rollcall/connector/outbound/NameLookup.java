package dev.rollcall.connector.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Asks for the addresses of a name; blocks.
@FunctionalInterface
public interface NameLookup {
  InetAddress[] of(String host) throws UnknownHostException;
}
