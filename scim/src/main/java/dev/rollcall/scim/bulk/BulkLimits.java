package dev.rollcall.scim.bulk;

/// What one bulk request may hold; beyond it the answer is 413 (RFC 7644 section 3.7.4).
public final class BulkLimits {
  /// The most operations of one request.
  public static final int OPERATIONS_MAX = 1000;

  /// The longest request, in bytes.
  public static final int PAYLOAD_BYTES_MAX = 512 * 1024;

  private BulkLimits() {}
}
