package io.github.asyncapikafka.document.source;

/**
 * Thrown if a file is refused or cannot be read. Says why, but nothing of its content.
 */
public final class SourceException extends Exception {

	private final String message;

	private final String action;

	private final Kind kind;

	private SourceException(String message, String action, Kind kind) {
		super(message);
		this.message = message;
		this.action = action;
		this.kind = kind;
	}

	static SourceException refused(String message, String action) {
		return new SourceException(message, action, Kind.REFUSED);
	}

	static SourceException elsewhere(String message, String action) {
		return new SourceException(message, action, Kind.ELSEWHERE);
	}

	static SourceException bound(String message, String action) {
		return new SourceException(message, action, Kind.BOUND);
	}

	@Override
	public String getMessage() {
		return this.message;
	}

	/**
	 * Return what the reader can do about it.
	 * @return one sentence
	 */
	public String getAction() {
		return this.action;
	}

	/**
	 * Return what kind of failure this is.
	 * @return the kind
	 */
	public Kind getKind() {
		return this.kind;
	}

	/**
	 * Kinds of failures.
	 */
	public enum Kind {

		/**
		 * The reference is not allowed, or leads nowhere.
		 */
		REFUSED,

		/**
		 * The file is on a host that nothing is fetched from.
		 */
		ELSEWHERE,

		/**
		 * There is too much to read, all together.
		 */
		BOUND

	}

}
