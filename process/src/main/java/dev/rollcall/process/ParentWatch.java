package dev.rollcall.process;

import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Ends the process when its standard input ends: the parent that started it is gone.
final class ParentWatch implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ParentWatch.class);

  private final boolean enabled;
  private volatile boolean running;

  ParentWatch(boolean enabled) {
    this.enabled = enabled;
  }

  @Override
  public void start() {
    running = true;
    if (enabled) {
      Thread.ofPlatform().daemon().name("parent-watch").start(ParentWatch::watch);
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private static void watch() {
    try {
      // What the parent writes means nothing; only the end of the stream does.
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      log.debug("Standard input failed, which counts as its end", e);
    }
    log.info("The parent process is gone: ending");
    System.exit(0);
  }
}
