package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.ResultCode;
import java.util.concurrent.CountDownLatch;

/// How a directory under test treats an entry that is to be added.
public final class Moods {
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean busy;
  private volatile boolean losesAnswers;

  void busy() {
    busy = true;
  }

  void losesAnswers() {
    losesAnswers = true;
  }

  void calm() {
    busy = false;
    losesAnswers = false;
  }

  /// What is answered before anything is done.
  ResultCode before() {
    return busy ? ResultCode.BUSY : ResultCode.SUCCESS;
  }

  /// Whoever waits for an answer waits on.
  void after() {
    if (losesAnswers) {
      try {
        closing.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void close() {
    closing.countDown();
  }
}
