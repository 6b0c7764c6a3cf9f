// Ends as soon as it has begun.
