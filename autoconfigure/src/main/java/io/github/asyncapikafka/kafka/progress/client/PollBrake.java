package io.github.asyncapikafka.kafka.progress.client;

import java.util.concurrent.TimeUnit;

/**
 * Lets a consumer fail no more than once a second: its container polls again at once, and
 * logs each failure.
 */
public final class PollBrake {

	private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

	private long last = System.nanoTime() - INTERVAL;

	private boolean released;

	/**
	 * Wait until the last failure is a second ago.
	 */
	public synchronized void hold() {
		this.released = false;
		long left = this.last + INTERVAL - System.nanoTime();
		while (left > 0 && !this.released) {
			try {
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				break;
			}
			left = this.last + INTERVAL - System.nanoTime();
		}
		this.last = System.nanoTime();
	}

	/**
	 * Wait no longer.
	 */
	public synchronized void release() {
		this.released = true;
		notifyAll();
	}

}
