package dev.shingle.api.picture;

/** A stretch of time and of addresses. */
public record Box(double fromStep, double toStep, double fromBytes, double toBytes) {

    double area() {
        return (toStep - fromStep) * (toBytes - fromBytes);
    }
}
