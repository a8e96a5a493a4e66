package dev.rollcall.process;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Reads what a process is told about itself (docs/contracts.md section 2).
@Configuration(proxyBeanMethods = false)
public class ProcessConfiguration {

  @Bean
  ParentWatch parentWatch(Environment environment) {
    return new ParentWatch(environment.getProperty("PARENT_WATCH", Boolean.class, false));
  }

  @Bean
  SoftHeap softHeap(Environment environment) {
    return SoftHeap.ofMegabytes(environment.getProperty("HEAP_SOFT_MB", Integer.class, 0));
  }
}
