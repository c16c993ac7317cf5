package connet.app.config;

/** A value together with the place it was set at. */
public record Setting<T>(T value, Origin origin) {}
