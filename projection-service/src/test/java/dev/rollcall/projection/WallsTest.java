package dev.rollcall.projection;

import dev.rollcall.testkit.WallsOfService;

class WallsTest implements WallsOfService {
  @Override
  public String root() {
    return "dev.rollcall.projection";
  }
}
