"""What the containers of AWS's frameworks do with a script: they keep what it says on stderr."""

from sagemaker_training import entry_point, environment


def main():
    seen = environment.Environment()
    entry_point.run(
        uri=seen.module_dir,
        user_entry_point=seen.user_entry_point,
        args=seen.to_cmd_args(),
        env_vars=seen.to_env_vars(),
        capture_error=True,
    )
