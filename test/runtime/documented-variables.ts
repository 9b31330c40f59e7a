export interface DocumentedVariable {
  /** X stands for the upper-case name of a channel or hyperparameter. */
  readonly name: string;
  readonly source: string;
  /** Why our jobs do not have this variable. */
  readonly missing?: string;
}

const page = 'sagemaker-training-toolkit, ENVIRONMENT_VARIABLES.md';
const toolkit = 'sagemaker-training-toolkit, what environment.py sets';
const containers = 'sagemaker-containers, README.rst';
const sdk = 'sagemaker-python-sdk, what the container drivers of ModelTrainer set';
const member = 'sagemaker-training-toolkit, as a member of SM_TRAINING_ENV';

/** One line each, with the first source that documents it. */
export const documentedVariables: readonly DocumentedVariable[] = [
  { name: 'SM_MODEL_DIR', source: page },
  { name: 'SM_CHANNELS', source: page },
  { name: 'SM_CHANNEL_X', source: page },
  { name: 'SM_HPS', source: page },
  { name: 'SM_HP_X', source: page },
  { name: 'SM_CURRENT_HOST', source: page },
  { name: 'SM_HOSTS', source: page },
  { name: 'SM_NUM_GPUS', source: page },
  { name: 'SM_NUM_CPUS', source: page },
  { name: 'SM_LOG_LEVEL', source: page },
  { name: 'SM_NETWORK_INTERFACE_NAME', source: page },
  { name: 'SM_USER_ARGS', source: page },
  { name: 'SM_INPUT_DIR', source: page },
  { name: 'SM_INPUT_CONFIG_DIR', source: page },
  { name: 'SM_RESOURCE_CONFIG', source: page },
  { name: 'SM_INPUT_DATA_CONFIG', source: page },
  { name: 'SM_TRAINING_ENV', source: page },
  { name: 'SM_OUTPUT_DATA_DIR', source: containers },
  { name: 'SM_OUTPUT_DIR', source: toolkit },
  { name: 'SM_OUTPUT_INTERMEDIATE_DIR', source: toolkit },
  { name: 'SM_MODULE_NAME', source: toolkit },
  { name: 'SM_MODULE_DIR', source: toolkit },
  { name: 'SM_USER_ENTRY_POINT', source: toolkit },
  { name: 'SM_FRAMEWORK_MODULE', source: toolkit },
  { name: 'SM_FRAMEWORK_PARAMS', source: toolkit },
  { name: 'SM_NUM_NEURONS', source: toolkit },
  { name: 'SM_CURRENT_INSTANCE_TYPE', source: toolkit },
  { name: 'SM_CURRENT_INSTANCE_GROUP', source: toolkit },
  { name: 'SM_CURRENT_INSTANCE_GROUP_HOSTS', source: toolkit },
  { name: 'SM_INSTANCE_GROUPS', source: toolkit },
  { name: 'SM_INSTANCE_GROUPS_DICT', source: toolkit },
  { name: 'SM_DISTRIBUTION_INSTANCE_GROUPS', source: toolkit },
  { name: 'SM_IS_HETERO', source: toolkit },
  { name: 'SM_IS_MASTER', source: member },
  { name: 'SM_MASTER', source: member },
  { name: 'SM_INPUT_DATA_DIR', source: sdk },
  { name: 'SM_OUTPUT_FAILURE', source: sdk },
  { name: 'SM_MASTER_ADDR', source: sdk },
  { name: 'SM_MASTER_PORT', source: sdk },
  { name: 'SM_HOST_COUNT', source: sdk },
  { name: 'SM_CURRENT_HOST_RANK', source: sdk },
  { name: 'SM_SOURCE_DIR', source: sdk, missing: 'the code is part of the image and arrives in no channel' },
  { name: 'SM_ENTRY_SCRIPT', source: sdk, missing: 'a buyer of an algorithm cannot choose what it runs' },
  { name: 'SM_DISTRIBUTED_DRIVER_DIR', source: sdk, missing: 'the SDK sends its drivers with scripts alone' },
  { name: 'SM_DISTRIBUTED_CONFIG', source: sdk, missing: 'the SDK sends it with its drivers' },
];
