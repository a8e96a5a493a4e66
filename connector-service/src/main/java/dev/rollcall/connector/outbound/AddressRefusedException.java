package dev.rollcall.connector.outbound;

import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// A name leads only to addresses that may not be dialled.
public final class AddressRefusedException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  public AddressRefusedException() {
    super("The address is not public");
  }

  /// Says whether this is behind a failure.
  public static boolean isBehind(Throwable thrown) {
    for (@Nullable Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof AddressRefusedException) {
        return true;
      }
    }
    return false;
  }
}
