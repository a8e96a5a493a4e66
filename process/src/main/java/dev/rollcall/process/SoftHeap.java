package dev.rollcall.process;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Keeps the old generation near a soft limit, under the hard one of `-Xmx`.
///
/// The serial collector lets the old generation grow to its hard limit before it collects it, so a
/// limit that leaves room for the largest request is what a quiet service uses too. Here the old
/// generation is collected when the soft limit is reached; where more than that is alive, the limit
/// follows what is alive, and comes back with it. Collectors other than the serial one know such a
/// limit (`-XX:SoftMaxHeapSize`) or none; without a pool that can tell, nothing is done.
final class SoftHeap implements SmartLifecycle, NotificationListener {
  private static final Logger log = LoggerFactory.getLogger(SoftHeap.class);
  private static final long MEGABYTE = 1L << 20;

  /// After a collection there is room for this share of what is alive, or the next one came at
  /// once.
  private static final double ROOM = 0.5;

  private final Optional<MemoryPoolMXBean> old;
  private final long softBytes;
  private final Semaphore exceeded = new Semaphore(0);
  private volatile boolean running;

  private SoftHeap(Optional<MemoryPoolMXBean> old, long softBytes) {
    this.old = old;
    this.softBytes = softBytes;
  }

  /// A soft limit for the old generation of this process; 0 means none.
  static SoftHeap ofMegabytes(int megabytes) {
    if (megabytes < 0) {
      throw new IllegalArgumentException("HEAP_SOFT_MB is " + megabytes + " and must not be < 0");
    }
    Optional<MemoryPoolMXBean> old =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
            .filter(_ -> megabytes > 0)
            .findFirst();
    return new SoftHeap(old, megabytes * MEGABYTE);
  }

  /// When to collect next: the soft limit, or more where that leaves no room beside what is alive.
  static long threshold(long soft, long alive, long hard) {
    long roomy = alive + (long) (alive * ROOM);
    return Math.min(Math.max(soft, roomy), hard);
  }

  @Override
  public void start() {
    running = true;
    old.ifPresent(pool -> {
      emitter().addNotificationListener(this, null, null);
      pool.setUsageThreshold(threshold(softBytes, 0, hard(pool)));
      Thread.ofPlatform().daemon().name("soft-heap").start(() -> keep(pool));
    });
  }

  @Override
  public void stop() {
    running = false;
    exceeded.release();
    try {
      if (old.isPresent()) {
        emitter().removeNotificationListener(this);
      }
    } catch (ListenerNotFoundException e) {
      log.debug("The soft limit of the heap was not watched", e);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public void handleNotification(Notification notification, Object handback) {
    if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
      exceeded.release();
    }
  }

  private void keep(MemoryPoolMXBean pool) {
    while (running) {
      exceeded.acquireUninterruptibly();
      exceeded.drainPermits();
      if (running && pool.isUsageThresholdExceeded()) {
        collect(pool);
      }
    }
  }

  private void collect(MemoryPoolMXBean pool) {
    System.gc();
    long alive = pool.getUsage().getUsed();
    long next = threshold(softBytes, alive, hard(pool));
    pool.setUsageThreshold(next);
    log.debug("Collected: {} MB alive, next at {} MB", alive / MEGABYTE, next / MEGABYTE);
  }

  private static long hard(MemoryPoolMXBean pool) {
    return pool.getUsage().getMax();
  }

  private static NotificationEmitter emitter() {
    return (NotificationEmitter) ManagementFactory.getMemoryMXBean();
  }
}
